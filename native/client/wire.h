// A profile made ready for one target of one thread: every message and name laid out, every reply's
// check prepared. All sessions of the thread use it one after the other.
#pragma once

#include <array>
#include <cstdint>

#include "client/wire_check.h"
#include "client/wire_frame.h"
#include "client/wire_profile.h"
#include "client/wire_reader.h"
#include "core/fd.h"

namespace fifobench {

enum class Message : std::uint8_t { kConnect, kResponse, kRequest, kEnd };

// The name of a private FIFO. The directories that all of them are in are looked up once.
class WireName {
 public:
  // 0 or the negated errno.
  int prepare(int base_directory_fd, const std::vector<WriteStep>& steps,
              const WirePayload& payload);

  // Clients have no such FIFO.
  bool empty() const { return frame_.empty(); }
  int directory() const { return directory_.valid() ? directory_.get() : base_directory_fd_; }
  // Relative to directory(); valid until the next call.
  const char* with(const WireValues& values) { return frame_.with(values).data(); }

 private:
  int base_directory_fd_ = -1;
  Fd directory_;
  WireFrame frame_;
};

class Wire {
 public:
  static constexpr std::size_t kScratchBytes = 65536;

  Wire() = default;
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  // Names are relative to `directory_fd`, which must outlive the wire, as must the profile. 0 or
  // the negated errno, with what failed.
  int prepare(const WireProfile& profile, int directory_fd, std::uint32_t payload_bytes,
              const char*& failed_operation);

  const WireProfile& profile() const { return *profile_; }
  WireName& down_name() { return down_name_; }
  WireName& up_name() { return up_name_; }
  WireFrame& frame(Message message) { return frames_[static_cast<std::size_t>(message)]; }
  WireReader& ack() { return ack_; }
  WireReader& reply() { return reply_; }
  WireCheck& check() { return check_; }
  const WireCheck& check() const { return check_; }
  // Where bytes are read to; they do not stay there.
  char* scratch() { return scratch_.get(); }

  // Clients open the well-known pipe before they say anything.
  bool connects_by_wkp() const { return profile_->holds_wkp || !profile_->connect.empty(); }
  // A private FIFO is made anew for every operation.
  bool fifo_per_operation() const {
    return profile_->unlinked_at == UnlinkedAt::kPerOperation;
  }
  // The read end is opened anew after each message of the server.
  bool reopens_down() const { return profile_->down_per_reply && !fifo_per_operation(); }
  // A reply that ends with the file is the session's last one.
  bool reply_ends_session() const {
    return reply_.ends_with_file() && !profile_->down_per_reply && !fifo_per_operation();
  }
  // How much of the payload an operation carries to and fro, apart from bodies.
  std::size_t carried_payload_bytes() const { return carried_payload_bytes_; }

 private:
  const WireProfile* profile_ = nullptr;
  WirePayload payload_{0, false, Transform::kIdentity};
  WireName down_name_;
  WireName up_name_;
  std::array<WireFrame, 4> frames_;
  WireReader ack_;
  WireReader reply_;
  WireCheck check_;
  std::size_t carried_payload_bytes_ = 0;
  std::unique_ptr<char[]> scratch_;
};

}  // namespace fifobench
