// Converts a plan from JavaScript and a block's records to JavaScript; see block.h.
#include "addon/block.h"

#include <cstddef>
#include <memory>
#include <string>

#include "addon/wire_profile.h"
#include "client/engine.h"
#include "client/live_latencies.h"
#include "core/system_call_counter.h"

namespace fifobench::addon {
namespace {

constexpr const char* kPhaseNames[kPhaseCount] = {"prepare", "connect", "send",
                                                  "ack",     "respond", "operation"};
constexpr const char* kCauseNames[kCauseCount] = {"timeout", "refused", "lost", "corrupted",
                                                  "system"};

std::int64_t integer(const Napi::Object& object, const char* key) {
  return object.Get(key).As<Napi::Number>().Int64Value();
}

std::uint64_t count(const Napi::Object& object, const char* key) {
  return static_cast<std::uint64_t>(integer(object, key));
}

Napi::Number number(Napi::Env env, std::uint64_t value) {
  return Napi::Number::New(env, static_cast<double>(value));
}

void read_open_plan(const Napi::Object& from, BlockPlan& plan) {
  const auto arrivals = from.Get("arrivalsNs").As<Napi::Float64Array>();
  plan.open_model = true;
  plan.arrivals.reserve(arrivals.ElementLength());
  for (std::size_t index = 0; index < arrivals.ElementLength(); ++index) {
    plan.arrivals.push_back(static_cast<Nanoseconds>(arrivals[index]));
  }
  plan.drop_on_overload = from.Get("dropOnOverload").As<Napi::Boolean>().Value();
  plan.spin_ns = integer(from, "spinNs");
  plan.drain_ns = integer(from, "drainNs");
}

BlockPlan to_plan(const Napi::Object& from) {
  BlockPlan plan;
  const auto targets = from.Get("targets").As<Napi::Array>();
  for (std::uint32_t index = 0; index < targets.Length(); ++index) {
    const auto target = targets.Get(index).As<Napi::Object>();
    plan.targets.push_back({target.Get("directory").As<Napi::String>().Utf8Value(),
                            static_cast<pid_t>(integer(target, "serverPid")),
                            target.Get("forks").As<Napi::Boolean>().Value(),
                            to_wire_profile(target.Get("profile").As<Napi::Object>())});
  }
  const auto cpus = from.Get("cpus").As<Napi::Array>();
  for (std::uint32_t index = 0; index < cpus.Length(); ++index) {
    plan.cpus.push_back(cpus.Get(index).As<Napi::Number>().Int32Value());
  }
  plan.thread_index = static_cast<int>(integer(from, "threadIndex"));
  plan.thread_count = static_cast<int>(integer(from, "threadCount"));
  plan.client_count = static_cast<std::uint32_t>(integer(from, "clientCount"));
  plan.operation_count = static_cast<std::uint32_t>(integer(from, "operationCount"));
  plan.payload_bytes = static_cast<std::uint32_t>(integer(from, "payloadBytes"));
  plan.think_ns = integer(from, "thinkNs");
  plan.timeout_ns = integer(from, "timeoutNs");
  plan.admission = from.Get("race").As<Napi::Boolean>().Value() ? Admission::kRace
                                                                 : Admission::kGate;
  plan.warmup_handshake_count = count(from, "warmupHandshakeCount");
  plan.warmup_ns = integer(from, "warmupNs");
  plan.slice_handshake_count = count(from, "sliceHandshakeCount");
  plan.discard_handshake_count = count(from, "discardHandshakeCount");
  plan.handshake_limit = count(from, "handshakeLimit");
  plan.duration_ns = integer(from, "durationNs");
  plan.recorded_before_ns = integer(from, "recordedBeforeNs");
  plan.count_system_calls = from.Get("countsSystemCalls").As<Napi::Boolean>().Value();
  plan.seed = count(from, "seed");
  const Napi::Value open = from.Get("open");
  if (open.IsObject()) read_open_plan(open.As<Napi::Object>(), plan);
  return plan;
}

using Bars = LiveLatencies::Bars;

Bars bars_of(const Histogram& histogram) {
  Bars bars;
  for (int slot = 0; slot < Histogram::kSlotCount; ++slot) {
    if (histogram.count_at(slot) > 0) bars.push_back({slot, histogram.count_at(slot)});
  }
  return bars;
}

// { valuesNs, counts }.
Napi::Object to_object(Napi::Env env, const Bars& bars) {
  auto object = Napi::Object::New(env);
  auto values = Napi::Float64Array::New(env, bars.size());
  auto counts = Napi::Float64Array::New(env, bars.size());
  // A thread that is being ended gets no memory any more; nobody will read the result.
  if (values.IsEmpty() || counts.IsEmpty()) return object;
  for (std::size_t bar = 0; bar < bars.size(); ++bar) {
    values[bar] = static_cast<double>(Histogram::lowest_value_of(bars[bar].slot));
    counts[bar] = static_cast<double>(bars[bar].count);
  }
  object.Set("valuesNs", values);
  object.Set("counts", counts);
  return object;
}

// The bars that are not empty: { valuesNs, counts, overflowCount }.
Napi::Object to_object(Napi::Env env, const Histogram& histogram) {
  auto object = to_object(env, bars_of(histogram));
  object.Set("overflowCount", number(env, histogram.overflow_count()));
  return object;
}

Napi::Object to_histograms(Napi::Env env, const TargetRecord& record) {
  auto object = Napi::Object::New(env);
  object.Set("service", to_object(env, record.service));
  object.Set("response", to_object(env, record.response));
  object.Set("lag", to_object(env, record.lag));
  object.Set("censored", to_object(env, record.censored));
  object.Set("gate", to_object(env, record.gate));
  object.Set("roundTrip", to_object(env, record.round_trip));
  for (std::size_t phase = 0; phase < kHandshakePhaseCount; ++phase) {
    object.Set(kPhaseNames[phase], to_object(env, record.phases[phase]));
  }
  return object;
}

Napi::Array to_failures(Napi::Env env, const TargetRecord& record) {
  auto failures = Napi::Array::New(env);
  std::uint32_t length = 0;
  for (std::size_t phase = 0; phase < kPhaseCount; ++phase) {
    for (std::size_t cause = 0; cause < kCauseCount; ++cause) {
      if (record.failures[phase][cause] == 0) continue;
      auto failure = Napi::Object::New(env);
      failure.Set("phase", kPhaseNames[phase]);
      failure.Set("cause", kCauseNames[cause]);
      failure.Set("count", number(env, record.failures[phase][cause]));
      failures.Set(length++, failure);
    }
  }
  return failures;
}

// For each client what it established, how long its responses took in all, and their p99.
Napi::Object to_object(Napi::Env env, const ClientTallies& clients) {
  auto established = Napi::Float64Array::New(env, clients.size());
  auto sums = Napi::Float64Array::New(env, clients.size());
  auto p99 = Napi::Float64Array::New(env, clients.size());
  // A thread that is being ended gets no memory any more; nobody will read the result.
  if (established.IsEmpty() || sums.IsEmpty() || p99.IsEmpty()) return Napi::Object::New(env);
  for (std::size_t client = 0; client < clients.size(); ++client) {
    established[client] = static_cast<double>(clients[client].established());
    sums[client] = static_cast<double>(clients[client].response_sum_ns());
    p99[client] = static_cast<double>(clients[client].response_at_ratio(0.99));
  }
  auto object = Napi::Object::New(env);
  object.Set("established", established);
  object.Set("responseSumNs", sums);
  object.Set("responseP99Ns", p99);
  return object;
}

// The cells that are not empty: { columnNs, spanNs, failed, columns, bars, counts }.
Napi::Object to_object(Napi::Env env, const TimeGrid& grid) {
  const std::size_t column_count = grid.column_count();
  std::size_t cell_count = 0;
  const auto for_each_cell = [&](auto&& take) {
    for (std::size_t column = 0; column < column_count; ++column) {
      for (std::size_t bar = 0; bar < TimeGrid::kBarCount; ++bar) {
        if (grid.established_at(column, bar) > 0) take(column, bar);
      }
    }
  };
  for_each_cell([&](std::size_t, std::size_t) { ++cell_count; });
  auto failed = Napi::Float64Array::New(env, column_count);
  auto columns = Napi::Float64Array::New(env, cell_count);
  auto bars = Napi::Float64Array::New(env, cell_count);
  auto counts = Napi::Float64Array::New(env, cell_count);
  // A thread that is being ended gets no memory any more; nobody will read the result.
  if (failed.IsEmpty() || columns.IsEmpty() || bars.IsEmpty() || counts.IsEmpty()) {
    return Napi::Object::New(env);
  }
  for (std::size_t column = 0; column < column_count; ++column) {
    failed[column] = grid.failed_at(column);
  }
  std::size_t cell = 0;
  for_each_cell([&](std::size_t column, std::size_t bar) {
    columns[cell] = static_cast<double>(column);
    bars[cell] = static_cast<double>(bar);
    counts[cell++] = grid.established_at(column, bar);
  });
  auto object = Napi::Object::New(env);
  object.Set("columnNs", number(env, static_cast<std::uint64_t>(grid.column_ns())));
  object.Set("spanNs", number(env, static_cast<std::uint64_t>(grid.span_ns())));
  object.Set("failed", failed);
  object.Set("columns", columns);
  object.Set("bars", bars);
  object.Set("counts", counts);
  return object;
}

Napi::Object to_use(Napi::Env env, const ThreadUse& use) {
  const auto set = [env](Napi::Object& object, const char* key, std::int64_t value) {
    object.Set(key, Napi::Number::New(env, static_cast<double>(value)));
  };
  auto object = Napi::Object::New(env);
  set(object, "userNs", use.user_ns);
  set(object, "systemNs", use.system_ns);
  set(object, "voluntarySwitchCount", use.voluntary_switch_count);
  set(object, "involuntarySwitchCount", use.involuntary_switch_count);
  set(object, "minorFaultCount", use.minor_fault_count);
  set(object, "systemCallCount", use.system_call_count);
  return object;
}

Napi::Object to_object(Napi::Env env, const TargetRecord& record) {
  auto object = Napi::Object::New(env);
  const auto set = [&](const char* key, std::uint64_t value) {
    object.Set(key, number(env, value));
  };
  set("established", record.established);
  set("failed", record.failed);
  set("unrecordedFailed", record.unrecorded_failed);
  set("attempts", record.attempts);
  set("refusedAttempts", record.refused_attempts);
  set("lostAttempts", record.lost_attempts);
  set("unfinished", record.unfinished);
  set("dropped", record.dropped);
  set("operationCount", record.operation_count);
  set("operationBytes", record.operation_bytes);
  set("servedCount", record.sessions_served);
  set("busyNs", static_cast<std::uint64_t>(record.busy_ns));
  set("turnCount", record.turn_count);
  set("uncleanTurnCount", record.unclean_turn_count);
  set("gateTimeoutCount", record.gate_timeout_count);
  set("lastError", static_cast<std::uint64_t>(record.last_error));
  object.Set("failures", to_failures(env, record));
  object.Set("histograms", to_histograms(env, record));
  object.Set("clients", to_object(env, record.clients));
  object.Set("overTime", to_object(env, record.over_time));
  object.Set("clientUse", to_use(env, record.client_use));
  return object;
}

// A view of a SharedArrayBuffer that JavaScript made large enough, and zeroed, for a Coordination
// and the latencies behind it.
Coordination& to_coordination(const Napi::Value& view) {
  return *reinterpret_cast<Coordination*>(view.As<Napi::Uint8Array>().Data());
}

// (coordination, threadCount, targetCount) => for each target { latency, censored }, while the
// block runs or after it.
Napi::Value read_latencies(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const int thread_count = info[1].As<Napi::Number>().Int32Value();
  const std::uint32_t target_count = info[2].As<Napi::Number>().Uint32Value();
  const LiveLatencies live(to_coordination(info[0]), target_count);
  auto targets = Napi::Array::New(env, target_count);
  for (std::uint32_t target = 0; target < target_count; ++target) {
    auto object = Napi::Object::New(env);
    object.Set("latency", to_object(env, live.latency(thread_count, target)));
    object.Set("censored", to_object(env, live.censored(thread_count, target)));
    targets.Set(target, object);
  }
  return targets;
}

// () => whether the kernel lets this process count system calls.
Napi::Value can_count_system_calls(const Napi::CallbackInfo& info) {
  const bool can = SystemCallCounter::of_this_thread().count() >= 0;
  return Napi::Boolean::New(info.Env(), can);
}

Napi::Value run_block(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const BlockPlan plan = to_plan(info[0].As<Napi::Object>());
  Coordination& shared = to_coordination(info[1]);
  const LiveLatencies live(shared, plan.targets.size());
  const auto engine = std::make_unique<Engine>(plan, shared, live);
  const BlockFault fault = engine->run();
  auto result = Napi::Object::New(env);
  auto records = Napi::Array::New(env, engine->records().size());
  for (std::uint32_t index = 0; index < engine->records().size(); ++index) {
    records.Set(index, to_object(env, *engine->records()[index]));
  }
  result.Set("records", records);
  result.Set("gaveUp", engine->gave_up());
  result.Set("faultOperation",
             fault.operation == nullptr ? env.Null() : Napi::String::New(env, fault.operation));
  result.Set("faultError", fault.error);
  return result;
}

}  // namespace

void add_block_functions(Napi::Env env, Napi::Object exports) {
  exports.Set("runBlock", Napi::Function::New(env, run_block, "runBlock"));
  exports.Set("readLatencies", Napi::Function::New(env, read_latencies, "readLatencies"));
  exports.Set("canCountSystemCalls",
              Napi::Function::New(env, can_count_system_calls, "canCountSystemCalls"));
  auto layout = Napi::Object::New(env);
  layout.Set("bytes", number(env, sizeof(Coordination)));
  layout.Set("latencyBytes", number(env, LiveSlots::kBytes));
  layout.Set("stopOffset", number(env, offsetof(Coordination, stop)));
  layout.Set("turnOffset", number(env, offsetof(Coordination, turn)));
  layout.Set("recordingSinceOffset", number(env, offsetof(Coordination, recording_since_ns)));
  layout.Set("progressOffset", number(env, offsetof(Coordination, progress)));
  layout.Set("progressStride", number(env, sizeof(ThreadProgress)));
  layout.Set("threadCountMax", number(env, kThreadCountMax));
  exports.Set("coordinationLayout", layout);
}

}  // namespace fifobench::addon
