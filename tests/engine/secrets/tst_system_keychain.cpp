// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secrets/SystemKeychain.h"

#include <QTest>

#include <map>
#include <thread>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

const SecretKey token{"0123", "token"};
using Kind = KeychainAnswer::Kind;

/// A keychain that answers at once, and that can be told to answer something else.
struct FakeService
{
    std::map<QString, QByteArray> entries = {};
    std::optional<KeychainAnswer> always = {};

    KeychainCall call()
    {
        return [this](const KeychainRequest &request, const std::stop_token &) -> KeychainAnswer {
            if (always)
                return *always;
            switch (request.kind) {
            case KeychainRequest::Kind::Read:
                return entries.contains(request.key) ? KeychainAnswer{Kind::Done, entries[request.key]}
                                                     : KeychainAnswer{Kind::NoEntry};
            case KeychainRequest::Kind::Write:
                entries[request.key] = request.value;
                return {Kind::Done};
            case KeychainRequest::Kind::Erase:
                return {entries.erase(request.key) > 0 ? Kind::Done : Kind::NoEntry};
            }
            return {};
        };
    }
};

} // namespace

class TestSystemKeychain : public QObject
{
    Q_OBJECT

private slots:
    void eachValueIsAnEntryOfItsOwn()
    {
        FakeService service;
        SystemKeychain keychain(service.call());
        QVERIFY(keychain.isAvailable());
        QVERIFY(keychain.write(token, "the value\n").has_value());
        QCOMPARE(service.entries, (std::map<QString, QByteArray>{{u"0123/token"_s, "the value\n"}}));
        QCOMPARE(*keychain.read(token, {}), std::optional<std::string>("the value\n"));
        QVERIFY(keychain.erase(token).has_value());
        QVERIFY(keychain.erase(token).has_value());
        QCOMPARE(*keychain.read(token, {}), std::optional<std::string>());
    }

    void whatTheKeychainSaysBecomesASentence_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, Kind kind, ErrorCode code, const QString &message) {
            QTest::newRow(name) << int(kind) << int(code) << message;
        };
        row("refused", Kind::Refused, ErrorCode::NotAllowed,
            u"The system keychain refused access to the secret “token” (its reason); unlock the keychain and "
            "try again."_s);
        row("unreachable", Kind::Unreachable, ErrorCode::Unsupported,
            u"The system keychain, which keeps the secret “token”, cannot be reached from here (its reason); "
            "log in to the desktop, or set the secret again."_s);
        row("too late", Kind::TooLate, ErrorCode::TimedOut,
            u"The system keychain did not answer when asked for the secret “token”; unlock the keychain and "
            u"try "
            "again."_s);
        row("stopped", Kind::Stopped, ErrorCode::Cancelled,
            u"The secret “token” was not waited for; try again."_s);
    }

    void whatTheKeychainSaysBecomesASentence()
    {
        QFETCH(int, answer);
        QFETCH(int, code);
        QFETCH(QString, message);
        FakeService service;
        service.always = KeychainAnswer{Kind(answer), {}, u"its reason"_s};
        SystemKeychain keychain(service.call());
        QVERIFY(!keychain.isAvailable());
        const Error expected{ErrorCode(code), message};
        QCOMPARE(keychain.read(token, {}).error(), expected);
        QCOMPARE(keychain.write(token, "value").error(), expected);
        QCOMPARE(keychain.erase(token).error(), expected);
    }

    void withoutASessionBusThereIsNoKeychain()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qunsetenv("XDG_RUNTIME_DIR");
        SystemKeychain keychain;
        QVERIFY(!keychain.isAvailable());
        QCOMPARE(keychain.read(token, {}).error().code, ErrorCode::Unsupported);
    }

    void aBusWithoutServiceIsNoKeychain()
    {
        // Nobody listens there.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        std::optional<bool> isAvailable;
        std::thread asker([&] {
            const bool found = SystemKeychain().isAvailable();
            QMetaObject::invokeMethod(this, [&isAvailable, found] { isAvailable = found; });
        });
        QTRY_VERIFY_WITH_TIMEOUT(isAvailable.has_value(), 20'000);
        asker.join();
        QCOMPARE(isAvailable, std::optional(false));
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    }
};

QTEST_GUILESS_MAIN(TestSystemKeychain)
#include "tst_system_keychain.moc"
