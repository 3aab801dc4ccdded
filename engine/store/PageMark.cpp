// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/PageMark.h"

#include <QCoreApplication>

namespace perdura {

namespace {

char letterOf(InstanceOrder order)
{
    switch (order) {
    case InstanceOrder::NewestFirst:
        return 'n';
    case InstanceOrder::OldestFirst:
        return 'o';
    case InstanceOrder::LastUpdatedFirst:
        return 'u';
    }
    return 'n';
}

} // namespace

QByteArray PageMark::toBytes() const
{
    return letterOf(order) + QByteArray::number(time) + '.' + QByteArray::number(key);
}

Result<PageMark> PageMark::fromBytes(const QByteArray &bytes, InstanceOrder order)
{
    PageMark mark;
    mark.order = order;
    const qsizetype dot = bytes.indexOf('.');
    bool isTime = false;
    bool isKey = false;
    if (dot > 0 && bytes.front() == letterOf(order)) {
        mark.time = bytes.mid(1, dot - 1).toLongLong(&isTime);
        mark.key = bytes.mid(dot + 1).toLongLong(&isKey);
    }
    // Written again it must come out the same: nothing but our own marks is taken.
    if (!isTime || !isKey || mark.toBytes() != bytes) {
        return fail(
            ErrorCode::InvalidArgument,
            QCoreApplication::translate("perdura::SqliteStore",
                                        "The page mark is not one of this list; begin with the first page."));
    }
    return mark;
}

} // namespace perdura
