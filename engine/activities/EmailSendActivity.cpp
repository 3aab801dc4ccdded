// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/EmailSendActivity.h"

#include "engine/activities/InputReader.h"
#include "engine/activities/InstalledProgram.h"
#include "engine/activities/MailMessage.h"
#include "engine/activities/ProcessCall.h"
#include "engine/activities/WorkspaceFile.h"
#include "engine/activities/WorkspacePath.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::EmailSendActivity", text);
}

constexpr qsizetype maxAttachedBytes = 16 * 1024 * 1024;

tl::expected<std::vector<MailAddress>, FailureDetails> addressesOf(const std::vector<std::string> &texts)
{
    std::vector<MailAddress> addresses;
    for (const std::string &text : texts) {
        auto address = MailAddress::parse(QString::fromStdString(text));
        if (!address)
            return tl::unexpected(finalFailure("InvalidInput", address.error().message));
        addresses.push_back(std::move(*address));
    }
    return addresses;
}

tl::expected<std::vector<MailAttachment>, FailureDetails>
readAttachments(const std::vector<std::string> &paths, const QString &workspace)
{
    std::vector<MailAttachment> attachments;
    qsizetype bytes = 0;
    for (const std::string &text : paths) {
        const QString path = QString::fromStdString(text);
        const auto absolute = resolveInWorkspace(workspace, path);
        if (!absolute)
            return tl::unexpected(absolute.error());
        auto content = readWorkspaceFile(*absolute, path);
        if (!content)
            return tl::unexpected(content.error());
        bytes += content->size();
        if (bytes > maxAttachedBytes) {
            return tl::unexpected(finalFailure(
                "FileTooLarge",
                tr("The attachments have more than %1 MB together.").arg(maxAttachedBytes / 1048576)));
        }
        attachments.push_back({QFileInfo(*absolute).fileName(), std::move(*content)});
    }
    return attachments;
}

/// The same on every repetition of a call, so that the receiving side can drop a copy.
QByteArray messageId(const ActivityCall &call)
{
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray::fromStdString(call.idempotencyKey), QCryptographicHash::Sha256);
    return hash.toHex().left(40) + "@perdura.invalid";
}

tl::expected<MailMessage, FailureDetails> readMessage(const ActivityCall &call)
{
    InputReader input(call.input);
    MailMessage message;
    message.subject = QString::fromStdString(input.text("subject"));
    message.text = QString::fromStdString(input.textOr("text", {}));
    const std::string from = input.textOr("from", {});
    auto sender = addressesOf(from.empty() ? std::vector<std::string>() : std::vector{from});
    auto to = addressesOf(input.textsOr("to"));
    auto cc = addressesOf(input.textsOr("cc"));
    const std::vector<std::string> paths = input.textsOr("attachments");
    if (input.failure())
        return tl::unexpected(*input.failure());
    for (const auto *addresses : {&sender, &to, &cc}) {
        if (!*addresses)
            return tl::unexpected(addresses->error());
    }
    if (to->empty()) {
        return tl::unexpected(
            finalFailure("InvalidInput", tr("The field “to” is empty; give at least one address.")));
    }
    auto attachments = readAttachments(paths, call.environment.workspace);
    if (!attachments)
        return tl::unexpected(attachments.error());
    if (!sender->empty())
        message.from = sender->front();
    message.to = std::move(*to);
    message.cc = std::move(*cc);
    message.attachments = std::move(*attachments);
    message.date = QDateTime::currentDateTimeUtc();
    message.id = messageId(call);
    return message;
}

/// The program as asked for, or the system's; empty when there is none.
QString mailProgram(const QString &asked)
{
    return installedProgram(asked.isEmpty() ? u"sendmail"_s : asked, {u"/usr/sbin"_s, u"/usr/lib"_s});
}

} // namespace

std::string EmailSendActivity::name() const
{
    return "email.send";
}

QString EmailSendActivity::title() const
{
    return tr("Send e-mail");
}

QString EmailSendActivity::description() const
{
    return tr("Hands a message to the mail program of the system, which sends it on.");
}

Json EmailSendActivity::inputSchema() const
{
    Json schema = {{"type", "object"}};
    Json &fields = schema["properties"];
    fields["to"] =
        schemaField("array", tr("To"), tr("One address each: ada@example.org or Ada <ada@example.org>."));
    fields["to"]["items"] = Json{{"type", "string"}};
    fields["to"]["minItems"] = 1;
    fields["cc"] = schemaField("array", tr("Copy to"), {});
    fields["cc"]["items"] = Json{{"type", "string"}};
    fields["subject"] = schemaField("string", tr("Subject"), {});
    fields["text"] = schemaField("string", tr("Text"), {});
    fields["text"]["format"] = "multiline";
    fields["from"] = schemaField("string", tr("From"), tr("Empty: what the mail program puts there."));
    fields["attachments"] =
        schemaField("array", tr("Attachments"), tr("Files, relative to the workspace; 16 MB together."));
    fields["attachments"]["items"] = Json{{"type", "string"}, {"format", "path"}};
    fields["program"] =
        schemaField("string", tr("Mail program"),
                    tr("One that takes “-t -i” and a message as sendmail does; a name or a full "
                       "path."));
    fields["program"]["default"] = "sendmail";
    schema["required"] = Json::array({"to", "subject"});
    return schema;
}

QString EmailSendActivity::summary(const Json &input) const
{
    InputReader reader(input);
    QStringList receivers;
    if (reader.any("to").is_array()) {
        for (const std::string &receiver : reader.textsOr("to"))
            receivers << QString::fromStdString(receiver);
    } else {
        receivers << QString::fromStdString(reader.textOr("to", {}));
    }
    return receivers.join(", "_L1);
}

void EmailSendActivity::run(ActivityCall call, ActivityDone done) const
{
    const auto message = readMessage(call);
    if (!message)
        return done(tl::unexpected(message.error()));
    InputReader input(call.input);
    const QString program = QString::fromStdString(input.textOr("program", {}));
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    const Result<QByteArray> bytes = message->encoded();
    if (!bytes)
        return done(tl::unexpected(finalFailure("InvalidInput", bytes.error().message)));
    ProcessRequest request;
    request.program = mailProgram(program);
    if (request.program.isEmpty()) {
        return done(tl::unexpected(
            finalFailure("ProgramMissing", tr("The mail program “%1” is not installed. Install one, such as "
                                              "the package msmtp-mta or postfix.")
                                               .arg(program.isEmpty() ? u"sendmail"_s : program))));
    }
    request.arguments << u"-t"_s << u"-i"_s;
    request.standardInput = *bytes;
    request.workingFolder = call.environment.workspace;
    request.timeout = 2min;
    ProcessCall::start(std::move(request), call.stop,
                       [done = std::move(done), id = message->id](ActivityResult result) {
                           if (result)
                               result = Json{{"messageId", id.toStdString()}};
                           done(std::move(result));
                       });
}

} // namespace perdura
