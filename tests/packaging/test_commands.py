#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""packaging/run and packaging/test on machines that lack something: one sentence each, and an exit code that tells.

Each test gives the scripts a copy of the project's outline and a PATH with stand-ins for the tools that change the
machine or take long.
"""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

# A folder is read-only for ordinary users alone.
AS_NOBODY = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
PACKAGING = pathlib.Path(__file__).resolve().parents[2] / "packaging"
REAL_TOOLS = ("awk bash cat chmod date df dirname env find grep head mkdir mktemp mv rm sort tail touch tr").split()

# What cmake leaves behind: a build folder that knows its place, and the program.
CMAKE = r"""
echo "cmake $*" >>"$CALLS"
folder="$PWD/build/$2"
if [ "$1" = --preset ]; then
  mkdir -p "$folder" && touch "$folder/build.ninja"
  echo "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" >"$folder/CMakeCache.txt"
else
  folder="$PWD/build/$3"
  mkdir -p "$folder/bin" && printf '#!/bin/sh\necho "started with $*"\n' >"$folder/bin/perdura"
  chmod +x "$folder/bin/perdura"
fi
"""


class Commands(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve() / "project"
        self.bin = pathlib.Path(folder.name) / "bin"
        self.calls = pathlib.Path(folder.name) / "calls"
        self.bin.mkdir()
        shutil.copytree(PACKAGING, self.root / "packaging", ignore=shutil.ignore_patterns("screenshots"))
        for top in ("app", "engine", "designer", "monitor", "resources"):
            (self.root / top).mkdir()
        for file in ("CMakeLists.txt", "CMakePresets.json"):
            (self.root / file).touch()
        for tool in REAL_TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.tool("cmake", CMAKE)
        self.tool("ctest", 'echo "ctest $*" >>"$CALLS"')
        self.tool("setarch", "exit 1")
        self.tool("apt-get", 'echo "apt-get $*" >>"$CALLS"')
        self.tool("dpkg-query", "echo installed")
        self.tool("id", "echo 1000")

    def tool(self, name, script):
        path = self.bin / name
        path.write_text("#!/bin/bash\n" + script + "\n", encoding="utf-8")
        path.chmod(0o755)

    def call(self, *words, before=()):
        environment = {"PATH": str(self.bin), "CALLS": str(self.calls), "TMPDIR": str(self.bin.parent)}
        done = subprocess.run([*before, str(self.root / words[0]), *words[1:]], capture_output=True, text=True,
                              check=False, env=environment)
        return done.returncode, done.stdout, done.stderr

    def called(self):
        return self.calls.read_text(encoding="utf-8").splitlines() if self.calls.exists() else []

    def test_the_first_start_builds_and_the_second_does_not(self):
        code, out, _ = self.call("packaging/run", "--version")
        self.assertEqual((code, out), (0, "started with --version\n"))
        self.assertEqual(self.called(), ["cmake --preset release --fresh",
                                         "cmake --build --preset release --target perdura"])
        self.assertEqual(self.call("packaging/run", "a b"), (0, "started with a b\n", ""))
        self.assertEqual(len(self.called()), 2)

    def test_a_newer_source_is_built(self):
        self.call("packaging/run")
        source = self.root / "engine/A.cpp"
        source.touch()
        stamp = (self.root / "build/release/.run-stamp").stat().st_mtime
        os.utime(source, (stamp + 10, stamp + 10))
        self.assertEqual(self.call("packaging/run")[0], 0)
        self.assertEqual(self.called()[2:], ["cmake --build --preset release --target perdura"])

    def test_a_copied_project_does_not_build_the_original(self):
        self.call("packaging/run")
        copy = self.root.parent / "copy"
        shutil.copytree(self.root, copy)
        (copy / "build/release/.run-stamp").unlink()
        self.root = copy
        self.assertEqual(self.call("packaging/run")[0], 0)
        self.assertEqual(self.called()[2:], ["cmake --preset release --fresh",
                                             "cmake --build --preset release --target perdura"])

    def test_missing_packages_without_sudo(self):
        self.tool("dpkg-query", '[ "${@: -1}" = mold ] || echo installed')
        code, out, err = self.call("packaging/run")
        self.assertEqual((code, out), (1, ""))
        self.assertEqual(err, "perdura: these packages are missing and there is no sudo to install them with: mold — "
                              "ask an administrator to install them.\n")
        self.assertEqual(self.called(), [])

    def test_missing_packages_are_installed_through_sudo(self):
        self.tool("dpkg-query", '[ "${@: -1}" = mold ] || echo installed')
        self.tool("sudo", 'echo "sudo $*" >>"$CALLS"')
        code, _, err = self.call("packaging/run")
        self.assertEqual(code, 0, err)
        self.assertEqual(self.called()[0], "sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "
                                           "install -y --no-install-recommends mold")

    def test_packages_that_cannot_be_installed(self):
        self.tool("dpkg-query", '[ "${@: -1}" = mold ] || echo installed')
        self.tool("sudo", "exit 100")
        code, _, err = self.call("packaging/run")
        self.assertEqual(code, 1)
        self.assertEqual(err.splitlines()[-1], "perdura: the packages could not be installed (mold); check the network "
                                               "and the messages above, then start again.")

    def test_another_system_prints_the_list(self):
        (self.bin / "apt-get").unlink()
        code, _, err = self.call("packaging/run")
        self.assertEqual(code, 1)
        lines = err.splitlines()
        self.assertIn("qt6-base-dev", lines)
        self.assertEqual(lines[-1], "perdura: cmake, ninja or a C++ compiler is missing.")

    def test_a_failed_build_shows_its_errors(self):
        self.tool("cmake", 'if [ "$1" = --build ]; then echo "a.cpp:1: error: no"; exit 1; fi;' + CMAKE)
        code, out, err = self.call("packaging/run")
        self.assertEqual((code, out), (1, ""))
        self.assertEqual(err.splitlines()[-2:], ["a.cpp:1: error: no",
                                                 f"perdura: the build failed; see {self.root}/build/release.log."])

    def test_a_full_disk_is_named(self):
        self.tool("cmake", "exit 1")
        (self.bin / "df").unlink()
        self.tool("df", 'printf "Filesystem 1024-blocks Used Available\\n/dev/x 9 9 0\\n"')
        code, _, err = self.call("packaging/run")
        self.assertEqual(code, 1)
        self.assertEqual(err.splitlines()[-1], f"perdura: there is no space left on the disk that holds {self.root}/build or "
                                               f"{self.bin.parent}; free some, then start again.")

    def test_a_build_folder_that_is_no_folder(self):
        (self.root / "build").touch()
        self.assertEqual(self.call("packaging/run"),
                         (1, "", f"perdura: the folder {self.root}/build cannot be written; check who owns it, or remove "
                                 "it.\n"))

    def test_a_read_only_folder(self):
        self.root.parent.chmod(0o755)
        self.root.chmod(0o555)
        self.addCleanup(self.root.chmod, 0o755)
        self.assertEqual(self.call("packaging/run", before=AS_NOBODY),
                         (1, "", f"perdura: the folder {self.root} is read-only; copy the project to a place that you can "
                                 "write to.\n"))

    def test_the_tests_exit_with_what_ctest_says(self):
        self.tool("ctest", 'echo "ctest $*" >>"$CALLS"; exit 8')
        self.assertEqual(self.call("packaging/test", "-R", "tst_json")[0], 8)
        self.assertEqual(self.called()[-1], "ctest --preset ci -j 2 -R tst_json")

    def test_the_sanitizers_come_one_after_the_other(self):
        self.assertEqual(self.call("packaging/test", "--sanitizers")[0], 0)
        self.assertEqual([call for call in self.called() if call.startswith("ctest")],
                         ["ctest --preset asan -j 2", "ctest --preset tsan -j 2"])


if __name__ == "__main__":
    unittest.main()
