// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QList>
#include <QString>

namespace perdura {

/// A ready-made workspace that comes with the program.
struct Sample
{
    enum class Kind { Sample, Template };
    Kind kind = Kind::Sample;
    QString name;        ///< folder and file name, "order-approval"
    QString title;       ///< "Order approval"
    QString description; ///< what it shows, one or two sentences
    QString source;      ///< where its files are
};

/// Samples first, then templates, each in the order of their names. Read from `root`/samples and
/// `root`/templates, where an entry is a `*.workflow.json` or a folder with at least one.
[[nodiscard]] QList<Sample> availableSamples(const QString &root = QStringLiteral(":/perdura"));

/// Copies a sample into a new folder below `parent`, named after it ("order-approval", then "order-approval
/// 2"); returns that folder. Writes to the disk; the files are small.
[[nodiscard]] Result<QString> copySample(const Sample &sample, const QString &parent);

} // namespace perdura
