// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace perdura::test {

/// While it lives, the search path begins with a folder that has one program, a shell script, in it. The
/// script finds a folder of its own in $FAKE_FOLDER.
class FakeProgram
{
public:
    FakeProgram(const QString &name, const QByteArray &script)
        : m_oldPath(qgetenv("PATH"))
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script + '\n');
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        file.close();
        qputenv("PATH", m_folder.path().toLocal8Bit() + ':' + m_oldPath);
        qputenv("FAKE_FOLDER", m_folder.path().toLocal8Bit());
    }
    ~FakeProgram() { qputenv("PATH", m_oldPath); }
    FakeProgram(const FakeProgram &) = delete;
    FakeProgram &operator=(const FakeProgram &) = delete;

    [[nodiscard]] QByteArray file(const QString &name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    }

private:
    QTemporaryDir m_folder;
    QByteArray m_oldPath;
};

/// While it lives, the search path is empty.
class NoPrograms
{
public:
    NoPrograms()
        : m_oldPath(qgetenv("PATH"))
    {
        qputenv("PATH", "/nowhere");
    }
    ~NoPrograms() { qputenv("PATH", m_oldPath); }
    NoPrograms(const NoPrograms &) = delete;
    NoPrograms &operator=(const NoPrograms &) = delete;

private:
    QByteArray m_oldPath;
};

} // namespace perdura::test
