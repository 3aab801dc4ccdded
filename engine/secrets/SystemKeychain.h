// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secrets/SecretVault.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>

namespace perdura {

/// One question to the system's keychain.
struct KeychainRequest
{
    enum class Kind { Read, Write, Erase };
    Kind kind = Kind::Read;
    QString key;
    QByteArray value = {};                ///< of a Write
    std::chrono::milliseconds patience{}; ///< how long to wait for the answer
};

struct KeychainAnswer
{
    enum class Kind {
        Done,
        NoEntry,     ///< there is no such value
        Refused,     ///< the person or the system said no
        Unreachable, ///< there is no keychain here, or it does not work
        TooLate,     ///< no answer in time
        Stopped      ///< nobody wants the answer any more
    };
    Kind kind = Kind::Unreachable;
    QByteArray value = {}; ///< of a Read
    QString reason = {};   ///< the system's, may be empty
};

/// Asks the keychain and waits for what it says; any thread but that of the application object, on which the
/// keychain is spoken to.
using KeychainCall = std::function<KeychainAnswer(const KeychainRequest &, const std::stop_token &)>;

/// The keychain of the desktop, through QtKeychain: the Secret Service (GNOME Keyring and others) or KWallet.
[[nodiscard]] KeychainCall systemKeychainCall();

/// Keeps values in the system's keychain, each as an entry of its own.
class SystemKeychain final : public SecretVault
{
public:
    explicit SystemKeychain(KeychainCall call = systemKeychainCall());

    [[nodiscard]] bool isAvailable() const override;
    [[nodiscard]] Result<std::optional<std::string>> read(const SecretKey &key,
                                                          const std::stop_token &stop) const override;
    [[nodiscard]] Result<void> write(const SecretKey &key, const std::string &value) override;
    [[nodiscard]] Result<void> erase(const SecretKey &key) override;

private:
    KeychainCall m_call;
};

} // namespace perdura
