// Converts the plan of a batch from JavaScript and its result to JavaScript; see micro.h.
#include "addon/micro.h"

#include <cstdint>

#include "client/micro_batch.h"
#include "core/affinity.h"

namespace fifobench::addon {
namespace {

std::int64_t integer(const Napi::Object& object, const char* key) {
  return object.Get(key).As<Napi::Number>().Int64Value();
}

// runMicroBatch(plan): { elapsedNs, failedCall, error }, where failedCall is null or a call's name.
Napi::Value run_batch(const Napi::CallbackInfo& info) {
  const auto from = info[0].As<Napi::Object>();
  MicroPlan plan;
  plan.operation = static_cast<MicroOperation>(integer(from, "operation"));
  plan.operation_count = static_cast<std::uint64_t>(integer(from, "operationCount"));
  plan.parent_directory = from.Get("parentDirectory").As<Napi::String>().Utf8Value();
  plan.payload_bytes = static_cast<std::uint32_t>(integer(from, "payloadBytes"));
  plan.own_cpu = static_cast<int>(integer(from, "ownCpu"));
  plan.partner_cpu = static_cast<int>(integer(from, "partnerCpu"));
  const MicroResult result = run_micro_batch(plan);
  const Napi::Env env = info.Env();
  auto object = Napi::Object::New(env);
  object.Set("elapsedNs", static_cast<double>(result.elapsed_ns));
  object.Set("failedCall", result.failed_call == nullptr
                               ? env.Null()
                               : Napi::String::New(env, result.failed_call));
  object.Set("error", result.error);
  return object;
}

Napi::Value do_nothing(const Napi::CallbackInfo& info) { return info.Env().Undefined(); }

// pinThisThread(cpus: Int32Array): 0 or the negated errno.
Napi::Value pin(const Napi::CallbackInfo& info) {
  const auto cpus = info[0].As<Napi::Int32Array>();
  return Napi::Number::New(info.Env(), pin_this_thread({cpus.Data(), cpus.ElementLength()}));
}

}  // namespace

void add_micro_functions(Napi::Env env, Napi::Object exports) {
  exports.Set("runMicroBatch", Napi::Function::New(env, run_batch, "runMicroBatch"));
  exports.Set("doNothing", Napi::Function::New(env, do_nothing, "doNothing"));
  exports.Set("pinThisThread", Napi::Function::New(env, pin, "pinThisThread"));
}

}  // namespace fifobench::addon
