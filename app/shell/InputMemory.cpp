// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/InputMemory.h"

#include "engine/core/WholeFile.h"

#include <QDir>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

QString fileOf(const QString &workspace)
{
    return workspace + "/.perdura/inputs.json"_L1;
}

} // namespace

InputMemory::InputMemory(const QString &workspace)
    : m_workspace(workspace)
{
    QFile file(fileOf(workspace));
    if (workspace.isEmpty() || !file.open(QIODevice::ReadOnly))
        return;
    Result<Json> inputs = parseJson(file.readAll().toStdString());
    if (inputs && inputs->is_object())
        m_inputs = *std::move(inputs);
}

std::string InputMemory::keyOf(const QString &path) const
{
    return (m_workspace.isEmpty() ? path : QDir(m_workspace).relativeFilePath(path)).toStdString();
}

std::optional<Json> InputMemory::input(const QString &path) const
{
    const auto it = m_inputs.find(keyOf(path));
    if (it == m_inputs.end())
        return std::nullopt;
    return *it;
}

void InputMemory::remember(const QString &path, const Json &input)
{
    m_inputs[keyOf(path)] = input;
    if (m_workspace.isEmpty())
        return;
    QDir(m_workspace).mkpath(u".perdura"_s);
    // A convenience only: where it cannot be kept, it lasts as long as the window.
    (void)writeWhole(fileOf(m_workspace), QByteArray::fromStdString(prettyJson(m_inputs)));
}

} // namespace perdura
