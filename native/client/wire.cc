// Prepares what a profile says; see wire.h.
#include "client/wire.h"

#include <cerrno>

namespace fifobench {

int WireName::prepare(int base_directory_fd, const std::vector<WriteStep>& steps,
                      const WirePayload& payload) {
  base_directory_fd_ = base_directory_fd;
  if (steps.empty()) return 0;
  std::vector<WriteStep> rest = steps;
  // What all names begin with, up to the last slash that belongs to all.
  std::string& first = rest.front().bytes;
  const std::size_t slash = first.rfind('/');
  if (rest.front().kind == WriteStep::Kind::kBytes && slash != std::string::npos) {
    directory_ = open_directory_at(base_directory_fd, first.substr(0, slash + 1).c_str());
    if (!directory_.valid()) return -errno;
    first.erase(0, slash + 1);
  }
  rest.push_back({.kind = WriteStep::Kind::kBytes, .bytes = std::string(1, '\0')});
  return frame_.prepare(rest, payload);
}

int Wire::prepare(const WireProfile& profile, int directory_fd, std::uint32_t payload_bytes,
                  const char*& failed_operation) {
  profile_ = &profile;
  scratch_ = std::make_unique<char[]>(kScratchBytes);
  const bool golden = profile.check.kind == ReplyCheck::Kind::kGolden;
  payload_ = WirePayload(payload_bytes, !golden, Transform::kIdentity);
  failed_operation = "open the directory of private FIFOs";
  int result = down_name_.prepare(directory_fd, profile.down_name, payload_);
  if (result == 0) result = up_name_.prepare(directory_fd, profile.up_name, payload_);
  if (result < 0) return result;
  failed_operation = "fit the client's messages into their fields";
  const auto prepare_frame = [&](Message message, const std::vector<WriteStep>& steps) {
    if (result == 0) result = frame(message).prepare(steps, payload_);
  };
  prepare_frame(Message::kConnect, profile.connect);
  prepare_frame(Message::kResponse, profile.response);
  prepare_frame(Message::kRequest, profile.request);
  prepare_frame(Message::kEnd, profile.end_message);
  if (result < 0) return result;
  failed_operation = "fit the server's messages into their fields";
  result = ack_.prepare(profile.ack, payload_);
  if (result == 0) result = reply_.prepare(profile.reply, payload_);
  if (result == 0) result = check_.prepare(profile, payload_bytes, reply_.body_bytes_max());
  reply_.hold_against(check_);
  carried_payload_bytes_ = reply_.expected_payload_bytes() +
                           (frame(Message::kRequest).holds_payload() ? payload_bytes : 0);
  return result;
}

}  // namespace fifobench
