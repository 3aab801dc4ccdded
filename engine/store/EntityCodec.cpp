// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/EntityCodec.h"

#include <QCoreApplication>

namespace perdura {

namespace {

constexpr std::uint8_t kindBits = 0x03;
constexpr std::uint8_t hasSender = 0x04;
constexpr std::uint8_t hasLockSet = 0x08;
constexpr std::uint8_t knownBits = kindBits | hasSender | hasLockSet;

} // namespace

void packEntityMessage(PackedWriter &writer, const EntityMessage &message)
{
    const bool isSent = message.sender != ParentInstance{};
    writer.byte(std::uint8_t(std::uint8_t(message.kind) | (isSent ? hasSender : 0) |
                             (message.lockSet.empty() ? 0 : hasLockSet)));
    writer.text(message.operation);
    writer.json(message.input);
    if (isSent) {
        writer.text(message.sender.instance.value);
        writer.text(message.sender.execution.value);
        writer.signedNumber(message.sender.taskId);
    }
    if (message.lockSet.empty())
        return;
    writer.number(message.lockSet.size());
    for (const EntityId &entity : message.lockSet) {
        writer.text(entity.name);
        writer.text(entity.key);
    }
}

Result<std::vector<EntityMessage>> unpackEntityMessages(const QByteArray &bytes, const EntityId &entity)
{
    PackedReader reader(bytes);
    std::vector<EntityMessage> messages;
    bool isKnown = true;
    while (reader.ok() && isKnown && !reader.atEnd()) {
        const std::uint8_t head = reader.byte();
        isKnown = (head & ~knownBits) == 0;
        EntityMessage message;
        message.kind = EntityMessage::Kind(head & kindBits);
        message.entity = entity;
        message.operation = reader.text();
        message.input = reader.json();
        if (head & hasSender) {
            message.sender.instance = InstanceId(reader.text());
            message.sender.execution = ExecutionId(reader.text());
            message.sender.taskId = SequenceNumber(reader.signedNumber());
        }
        const std::uint64_t locks = (head & hasLockSet) ? reader.number() : 0;
        for (std::uint64_t i = 0; i < locks && reader.ok(); ++i) {
            std::string name = reader.text();
            message.lockSet.push_back({std::move(name), reader.text()});
        }
        messages.push_back(std::move(message));
    }
    if (!reader.ok() || !isKnown) {
        return fail(ErrorCode::Damaged,
                    QCoreApplication::translate("perdura::SqliteStore",
                                                "A stored message to the entity “%1” cannot be read: the "
                                                "database is damaged. Restore a copy of it.")
                        .arg(QString::fromStdString(toText(entity))));
    }
    return messages;
}

} // namespace perdura
