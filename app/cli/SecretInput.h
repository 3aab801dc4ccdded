// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <memory>
#include <string>

struct termios;

namespace perdura {

/// Reads a value from standard input that nobody may look at: one line that a terminal does not show, or
/// everything that a file or another program gives, without the line break at its end. Main thread. The
/// terminal is as it was when this goes.
class SecretInput final : public QObject
{
    Q_OBJECT

public:
    explicit SecretInput(QObject *parent = nullptr);
    ~SecretInput() override;

    /// A person types; otherwise a file or another program gives the value.
    [[nodiscard]] bool isTerminal() const { return m_terminal != nullptr; }

signals:
    /// Once.
    void given(const std::string &value);

private:
    void read();
    void finish();

    std::unique_ptr<termios> m_terminal; ///< its settings before; null: none
    QSocketNotifier m_readable;
    QByteArray m_bytes;
};

} // namespace perdura
