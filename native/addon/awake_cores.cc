// Keeping processors awake, for JavaScript; see awake_cores.h.
#include "addon/awake_cores.h"

#include "client/awake_cores.h"

namespace fifobench::addon {
namespace {

// new AwakeCores(cpus: Int32Array): holds them at once; `error` is 0 or an errno.
class AwakeCoresObject : public Napi::ObjectWrap<AwakeCoresObject> {
 public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "AwakeCores",
                       {InstanceAccessor<&AwakeCoresObject::error>("error"),
                        InstanceMethod<&AwakeCoresObject::release>("release")});
  }

  explicit AwakeCoresObject(const Napi::CallbackInfo& info)
      : Napi::ObjectWrap<AwakeCoresObject>(info) {
    const auto cpus = info[0].As<Napi::Int32Array>();
    error_ = -cores_.hold({cpus.Data(), cpus.ElementLength()});
  }

 private:
  Napi::Value error(const Napi::CallbackInfo& info) {
    return Napi::Number::New(info.Env(), error_);
  }
  Napi::Value release(const Napi::CallbackInfo& info) {
    cores_.release();
    return info.Env().Undefined();
  }

  AwakeCores cores_;
  int error_ = 0;
};

}  // namespace

void add_awake_cores(Napi::Env env, Napi::Object exports) {
  exports.Set("AwakeCores", AwakeCoresObject::define(env));
}

}  // namespace fifobench::addon
