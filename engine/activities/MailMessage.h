// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace perdura {

/// One address: "ada@example.org" or "Ada Lovelace <ada@example.org>".
struct MailAddress
{
    QString name;    ///< may be empty
    QString address; ///< ASCII; a domain with other letters is given in its ASCII form

    /// Error: InvalidArgument, also for line ends and other control characters.
    [[nodiscard]] static Result<MailAddress> parse(const QString &text);
};

struct MailAttachment
{
    QString name; ///< of the file
    QByteArray content;
};

/// A message with text and attachments, and its form for the mail program of the system.
struct MailMessage
{
    std::optional<MailAddress> from; ///< none: the mail program puts the user's
    std::vector<MailAddress> to;
    std::vector<MailAddress> cc;
    QString subject;
    QString text;
    std::vector<MailAttachment> attachments;
    QDateTime date;
    QByteArray id; ///< "abc@host": one per message, of ASCII letters, digits, dots and hyphens

    /// A MIME message whose lines end in \n, as mail programs take them on their standard input. All of it is
    /// ASCII, with lines of at most 998 characters. Error InvalidArgument: the subject is not one line.
    [[nodiscard]] Result<QByteArray> encoded() const;
};

} // namespace perdura
