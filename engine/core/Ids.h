// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QString>

#include <compare>
#include <functional>
#include <string>

namespace perdura {

/// A text that identifies one kind of thing. Ids of different kinds do not convert into each other.
/// The value is UTF-8; ids compare case-sensitively, byte by byte.
template <typename Tag>
struct StrongId
{
    std::string value;

    StrongId() = default;
    explicit StrongId(std::string text)
        : value(std::move(text))
    {}
    explicit StrongId(const QString &text)
        : value(text.toStdString())
    {}

    [[nodiscard]] bool isEmpty() const { return value.empty(); }
    [[nodiscard]] QString toQString() const { return QString::fromStdString(value); }

    auto operator<=>(const StrongId &) const = default;
    bool operator==(const StrongId &) const = default;
};

template <typename Tag>
size_t qHash(const StrongId<Tag> &id, size_t seed = 0)
{
    return qHashBits(id.value.data(), id.value.size(), seed);
}

/// One run of a workflow. Rules: 1 to 256 characters, no leading `@`, none of `/ \ # ?`, no control
/// characters.
using InstanceId = StrongId<struct InstanceIdTag>;
/// One execution of an instance; continue-as-new and rewind give the instance a new one.
using ExecutionId = StrongId<struct ExecutionIdTag>;
/// One node of a definition; unique within it, stable over edits.
using NodeId = StrongId<struct NodeIdTag>;
/// The content address of a published definition (lower-case SHA-256, 64 hex digits); empty for code
/// orchestrators.
using VersionId = StrongId<struct VersionIdTag>;

} // namespace perdura

template <typename Tag>
struct std::hash<perdura::StrongId<Tag>>
{
    size_t operator()(const perdura::StrongId<Tag> &id) const noexcept
    {
        return std::hash<std::string>{}(id.value);
    }
};

Q_DECLARE_METATYPE(perdura::InstanceId)
Q_DECLARE_METATYPE(perdura::NodeId)
