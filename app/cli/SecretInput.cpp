// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SecretInput.h"

#include "engine/secrets/SecretRules.h"

#include <array>
#include <cerrno>
#include <termios.h>
#include <unistd.h>

namespace perdura {

SecretInput::SecretInput(QObject *parent)
    : QObject(parent)
    , m_readable(STDIN_FILENO, QSocketNotifier::Read)
{
    termios before{};
    if (::isatty(STDIN_FILENO) && ::tcgetattr(STDIN_FILENO, &before) == 0) {
        m_terminal = std::make_unique<termios>(before);
        termios silent = before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        silent.c_lflag |= ECHONL;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    connect(&m_readable, &QSocketNotifier::activated, this, &SecretInput::read);
}

SecretInput::~SecretInput()
{
    if (m_terminal)
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, m_terminal.get());
}

void SecretInput::read()
{
    std::array<char, 4096> piece{};
    const ssize_t count = ::read(STDIN_FILENO, piece.data(), piece.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count > 0)
        m_bytes.append(piece.data(), count);
    const bool isLine = m_terminal && m_bytes.contains('\n');
    // One that is too long is refused, and need not be read to its end for that.
    if (count <= 0 || isLine || m_bytes.size() > qsizetype(longestSecret) + 2)
        finish();
}

void SecretInput::finish()
{
    m_readable.setEnabled(false);
    if (m_bytes.endsWith('\n'))
        m_bytes.chop(1);
    if (m_bytes.endsWith('\r'))
        m_bytes.chop(1);
    emit given(m_bytes.toStdString());
}

} // namespace perdura
