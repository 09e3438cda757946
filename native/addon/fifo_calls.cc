// FIFO calls for JavaScript; see fifo_calls.h.
#include "addon/fifo_calls.h"

#include <cstdint>
#include <memory>
#include <string>

#include "core/descriptor_limit.h"
#include "core/fifo.h"
#include "core/fifo_end.h"

namespace fifobench::addon {
namespace {

std::string text(const Napi::Value& value) { return value.As<Napi::String>().Utf8Value(); }

Napi::Value make(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), make_fifo(kWorkingDirectory, text(info[0]).c_str()));
}

Napi::Value remove(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), remove_fifo(kWorkingDirectory, text(info[0]).c_str()));
}

// raiseDescriptorLimit(wantedCount): how many files this process may have open then.
Napi::Value raise_limit(const Napi::CallbackInfo& info) {
  const std::int64_t wanted = info[0].As<Napi::Number>().Int64Value();
  const std::uint64_t limit = raise_descriptor_limit(static_cast<std::uint64_t>(wanted));
  return Napi::Number::New(info.Env(), static_cast<double>(limit));
}

// new FifoEnd(path, 'read' | 'write'): opens at once, without blocking; `error` is 0 or an errno.
class FifoEndObject : public Napi::ObjectWrap<FifoEndObject> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "FifoEnd",
                       {InstanceAccessor<&FifoEndObject::error>("error"),
                        InstanceMethod<&FifoEndObject::read>("read"),
                        InstanceMethod<&FifoEndObject::write>("write"),
                        InstanceMethod<&FifoEndObject::wait>("wait"),
                        InstanceMethod<&FifoEndObject::shut>("close")});
  }

  explicit FifoEndObject(const Napi::CallbackInfo& info)
      : Napi::ObjectWrap<FifoEndObject>(info),
        end_(text(info[0]).c_str(),
             text(info[1]) == "read" ? FifoEnd::Side::kRead : FifoEnd::Side::kWrite) {}

 private:
  Napi::Value error(const Napi::CallbackInfo& info) {
    return Napi::Number::New(info.Env(), end_.error());
  }
  // read(bytes: Uint8Array): how many were read, 0 at the end, or the negated errno.
  Napi::Value read(const Napi::CallbackInfo& info) {
    auto bytes = info[0].As<Napi::Uint8Array>();
    return Napi::Number::New(info.Env(),
                             static_cast<double>(end_.read(bytes.Data(), bytes.ByteLength())));
  }
  Napi::Value write(const Napi::CallbackInfo& info) {
    auto bytes = info[0].As<Napi::Uint8Array>();
    return Napi::Number::New(info.Env(),
                             static_cast<double>(end_.write(bytes.Data(), bytes.ByteLength())));
  }
  // wait(timeoutMs): what became of the end; see FifoEnd::wait.
  Napi::Value wait(const Napi::CallbackInfo& info) {
    auto state = Napi::Object::New(info.Env());
    const FifoEnd::Readiness ready = end_.wait(info[0].As<Napi::Number>().Int32Value());
    state.Set("ready", ready.ready);
    state.Set("hungUp", ready.hung_up);
    return state;
  }
  Napi::Value shut(const Napi::CallbackInfo& info) {
    end_.close();
    return info.Env().Undefined();
  }

  FifoEnd end_;
};

}  // namespace

void add_fifo_functions(Napi::Env env, Napi::Object exports) {
  exports.Set("makeFifo", Napi::Function::New(env, make, "makeFifo"));
  exports.Set("removeFifo", Napi::Function::New(env, remove, "removeFifo"));
  exports.Set("raiseDescriptorLimit",
              Napi::Function::New(env, raise_limit, "raiseDescriptorLimit"));
  exports.Set("FifoEnd", FifoEndObject::define(env));
}

}  // namespace fifobench::addon
