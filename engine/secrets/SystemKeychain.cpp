// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secrets/SystemKeychain.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QThread>
#include <qt6keychain/keychain.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <unistd.h>

namespace perdura {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Long enough to find and type a password.
constexpr std::chrono::milliseconds patience = 60s;
/// To find out whether anybody is there.
constexpr std::chrono::milliseconds shortPatience = 5s;

using Kind = KeychainAnswer::Kind;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Secrets", text);
}

KeychainAnswer answerOf(const QKeychain::Job &job)
{
    KeychainAnswer answer;
    answer.reason = job.errorString();
    switch (job.error()) {
    case QKeychain::NoError:
        answer.kind = Kind::Done;
        break;
    case QKeychain::EntryNotFound:
        answer.kind = Kind::NoEntry;
        break;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        answer.kind = Kind::Refused;
        break;
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        answer.kind = Kind::Unreachable;
        break;
    }
    return answer;
}

/// Without a session bus nobody can be there, and asking would start one.
bool hasSessionBus()
{
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + u"/bus"_s);
}

/// The answer on its way from the thread that speaks to the keychain to the one that waits.
class Mailbox
{
public:
    void put(KeychainAnswer answer)
    {
        const std::lock_guard lock(m_mutex);
        m_answer = std::move(answer);
        m_filled.notify_all();
    }
    KeychainAnswer take(std::chrono::milliseconds bound, const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        if (m_filled.wait_for(lock, stop, bound, [this] { return m_answer.has_value(); }))
            return *std::move(m_answer);
        return {stop.stop_requested() ? Kind::Stopped : Kind::TooLate};
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_filled;
    std::optional<KeychainAnswer> m_answer;
};

/// On the thread of the application object: QtKeychain does one job after the other, all on one thread.
void startJob(const KeychainRequest &request, const std::shared_ptr<Mailbox> &mailbox)
{
    const QString service = u"Perdura"_s;
    QKeychain::Job *job = nullptr; // deletes itself when it has finished
    QKeychain::ReadPasswordJob *reading = nullptr;
    switch (request.kind) {
    case KeychainRequest::Kind::Read:
        job = reading = new QKeychain::ReadPasswordJob(service);
        break;
    case KeychainRequest::Kind::Write: {
        auto *writing = new QKeychain::WritePasswordJob(service);
        writing->setBinaryData(request.value);
        job = writing;
        break;
    }
    case KeychainRequest::Kind::Erase:
        job = new QKeychain::DeletePasswordJob(service);
        break;
    }
    job->setKey(request.key);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, reading, mailbox] {
        KeychainAnswer answer = answerOf(*job);
        if (reading && answer.kind == Kind::Done)
            answer.value = reading->binaryData();
        mailbox->put(std::move(answer));
    });
    job->start();
}

KeychainAnswer askSystem(const KeychainRequest &request, const std::stop_token &stop)
{
    QCoreApplication *application = QCoreApplication::instance();
    if (!application || !hasSessionBus())
        return {Kind::Unreachable, {}, tr("there is no session bus")};
    Q_ASSERT(QThread::currentThread() != application->thread());
    const auto mailbox = std::make_shared<Mailbox>();
    QMetaObject::invokeMethod(
        application, [request, mailbox] { startJob(request, mailbox); }, Qt::QueuedConnection);
    return mailbox->take(request.patience, stop);
}

QString entryOf(const SecretKey &key)
{
    return QString::fromStdString(key.workspace + '/' + key.name);
}

/// Of an answer that is neither Done nor NoEntry.
tl::unexpected<Error> faultOf(const KeychainAnswer &answer, const SecretKey &key)
{
    const QString name = QString::fromStdString(key.name);
    const QString reason = answer.reason.isEmpty() ? QString() : u" ("_s + answer.reason + u')';
    switch (answer.kind) {
    case Kind::Refused:
        return fail(ErrorCode::NotAllowed,
                    tr("The system keychain refused access to the secret “%1”%2; unlock "
                       "the keychain and try again.")
                        .arg(name, reason));
    case Kind::TooLate:
        return fail(ErrorCode::TimedOut, tr("The system keychain did not answer when asked for the secret "
                                            "“%1”; unlock the keychain and try again.")
                                             .arg(name));
    case Kind::Stopped:
        return fail(ErrorCode::Cancelled, tr("The secret “%1” was not waited for; try again.").arg(name));
    case Kind::Done:
    case Kind::NoEntry:
    case Kind::Unreachable:
        break;
    }
    return fail(
        ErrorCode::Unsupported,
        tr("The system keychain, which keeps the secret “%1”, cannot be reached from here%2; log in to "
           "the desktop, or set the secret again.")
            .arg(name, reason));
}

} // namespace

KeychainCall systemKeychainCall()
{
    return askSystem;
}

SystemKeychain::SystemKeychain(KeychainCall call)
    : m_call(std::move(call))
{}

bool SystemKeychain::isAvailable() const
{
    // Nobody has an entry of that name, and asking for it opens no lock.
    const KeychainAnswer answer = m_call({KeychainRequest::Kind::Read, u"?"_s, {}, shortPatience}, {});
    return answer.kind == Kind::Done || answer.kind == Kind::NoEntry;
}

Result<std::optional<std::string>> SystemKeychain::read(const SecretKey &key,
                                                        const std::stop_token &stop) const
{
    KeychainAnswer answer = m_call({KeychainRequest::Kind::Read, entryOf(key), {}, patience}, stop);
    if (answer.kind == Kind::Done)
        return std::optional(answer.value.toStdString());
    if (answer.kind == Kind::NoEntry)
        return std::nullopt;
    return faultOf(answer, key);
}

Result<void> SystemKeychain::write(const SecretKey &key, const std::string &value)
{
    const KeychainAnswer answer =
        m_call({KeychainRequest::Kind::Write, entryOf(key), QByteArray::fromStdString(value), patience}, {});
    if (answer.kind == Kind::Done)
        return {};
    return faultOf(answer, key);
}

Result<void> SystemKeychain::erase(const SecretKey &key)
{
    const KeychainAnswer answer = m_call({KeychainRequest::Kind::Erase, entryOf(key), {}, patience}, {});
    if (answer.kind == Kind::Done || answer.kind == Kind::NoEntry)
        return {};
    return faultOf(answer, key);
}

} // namespace perdura
