# The native build: one static library, the addon, and the executables that stand on the library.
# A source file belongs to the target of its directory; a new one needs no edit here.
{
  'target_defaults': {
    'include_dirs': ['native'],
    # node-gyp's own defaults would come after ours and win.
    'cflags_cc!': ['-std=gnu++17', '-std=gnu++20'],
    'cflags!': ['-Wno-unused-parameter'],
    'cflags': ['-Wall', '-Wextra', '-Wpedantic', '-Wconversion', '-Wshadow', '-Werror'],
    'cflags_cc': ['-std=c++20', '-ffunction-sections', '-fdata-sections'],
    'ldflags!': ['-rdynamic'],
    'ldflags': ['-Wl,--gc-sections'],
  },
  'targets': [
    {
      'target_name': 'fifobench_core',
      'type': 'static_library',
      'sources': ['<!@(node src/setup/native-sources.mjs native/core native/client)'],
      # Hidden: else each call from file to file within the addon would look its target up in a
      # table, in memory that is cold when the kernel has had the processor.
      'cflags': ['-fPIC', '-fvisibility=hidden'],
    },
    {
      'target_name': 'fifobench',
      'type': 'loadable_module',
      'dependencies': ['fifobench_core'],
      'sources': ['<!@(node src/setup/native-sources.mjs native/addon)'],
      'defines': [
        'NAPI_VERSION=8',
        'NAPI_DISABLE_CPP_EXCEPTIONS',
        # Terminating a worker during a native call must not abort the process.
        'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
      ],
      # The headers of others are not held to our warnings. Relative, since flags are not quoted.
      'cflags': [
        '-isystem', '<(node_root_dir)/include/node',
        '-isystem', "<!(node -p \"path.relative('build', path.dirname(require.resolve('node-addon-api')))\")",
        '-fvisibility=hidden',
      ],
    },
    {
      'target_name': 'fifobench-server',
      'type': 'executable',
      'dependencies': ['fifobench_core'],
      'sources': ['<!@(node src/setup/native-sources.mjs native/servers)'],
      # A process without shared libraries has fewer mappings to copy when it forks; where there is
      # no static C library the server is linked as usual, and its forks are slower.
      'ldflags': [
        '-static-libstdc++', '-static-libgcc',
        '<!@(test -f "$(${CXX:-c++} -print-file-name=libc.a)" && echo -static || true)',
      ],
    },
    {
      'target_name': 'fifobench-warden',
      'type': 'executable',
      'dependencies': ['fifobench_core'],
      'sources': ['<!@(node src/setup/native-sources.mjs native/warden)'],
      'ldflags': ['-static-libstdc++', '-static-libgcc'],
    },
    {
      'target_name': 'fifobench-native-test',
      'type': 'executable',
      'dependencies': ['fifobench_core'],
      'sources': ['<!@(node src/setup/native-sources.mjs native/test)'],
      'ldflags': ['-static-libstdc++', '-static-libgcc'],
    },
    {
      # An independent measure of the same thing, so it shares no code with the library.
      'target_name': 'fifobench-yardstick',
      'type': 'executable',
      'sources': ['<!@(node src/setup/native-sources.mjs native/test/yardstick)'],
      'ldflags': ['-static-libstdc++', '-static-libgcc'],
    },
  ],
}
