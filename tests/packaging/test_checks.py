#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of the sources must find what they are there to find."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECKS = pathlib.Path(__file__).resolve().parents[2] / "packaging/checks"


def run(files, check="includes"):
    with tempfile.TemporaryDirectory() as folder:
        for top in ("engine", "app", "designer", "monitor", "tests"):
            (pathlib.Path(folder) / top).mkdir()
        for name, text in files.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, CHECKS / check, folder], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.strip()


class IncludeCheck(unittest.TestCase):
    def test_allowed_includes_pass(self):
        self.assertEqual(run({"engine/store/A.cpp": '#include "engine/core/Json.h"\n#include <QSqlQuery>\n',
                              "monitor/B.cpp": '#include "designer/canvas/CanvasScene.h"\n#include <QWidget>\n'}),
                         (0, "every include is allowed"))

    def test_widgets_in_the_engine_fail(self):
        self.assertEqual(run({"engine/store/A.cpp": "#include <QWidget>\n"}),
                         (1, "engine/store/A.cpp:1: <QWidget>: the engine uses no windows"))

    def test_the_designer_does_not_know_the_monitor(self):
        self.assertEqual(run({"designer/inspector/A.h": '#include "monitor/MonitorPage.h"\n'}),
                         (1, "designer/inspector/A.h:1: “monitor/MonitorPage.h” is not for this module"))

    def test_the_monitor_does_not_know_the_editor(self):
        self.assertEqual(run({"monitor/A.h": '#include "designer/document/DefinitionDocument.h"\n'}),
                         (1, "monitor/A.h:1: “designer/document/DefinitionDocument.h” is not for this module"))

    def test_an_engine_module_does_not_look_up(self):
        self.assertEqual(run({"engine/store/A.h": '#include "engine/runtime/Hub.h"\n'}),
                         (1, "engine/store/A.h:1: “engine/runtime/Hub.h” is not for this module"))

    def test_orchestration_has_no_threads(self):
        self.assertEqual(run({"engine/orchestration/A.h": "#include <mutex>\n"}),
                         (1, "engine/orchestration/A.h:1: <mutex>: engine/orchestration has no threads, clock, network or database"))


class ProblemCheck(unittest.TestCase):
    SOURCE = 'problems.error("timer.cron", node, message);\nproblems.error("timer.never", node, message);\n'

    def test_codes_that_tests_name_pass(self):
        self.assertEqual(run({"engine/definition/A.cpp": self.SOURCE,
                              "tests/tst_a.cpp": 'row("timer.cron n/cron: …");\nrow("timer.never");\n'}, "problems"),
                         (0, "every problem code is tested"))

    def test_a_code_that_is_only_a_part_of_another_word_fails(self):
        self.assertEqual(run({"engine/definition/A.cpp": self.SOURCE,
                              "tests/tst_a.cpp": 'row("timer.cron");\nrow("timer.neverMore");\n'}, "problems"),
                         (1, "engine/definition/A.cpp:2: no test names “timer.never”"))


if __name__ == "__main__":
    unittest.main()
