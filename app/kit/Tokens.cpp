// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"

namespace perdura {
namespace {

QColor rgb(unsigned int value)
{
    return QColor::fromRgb(QRgb(0xff000000u | value));
}

Tokens makeLight()
{
    Tokens t;
    t.dark = false;
    t.window = rgb(0xF5F6F8);
    t.panel = rgb(0xFFFFFF);
    t.raised = rgb(0xFFFFFF);
    t.border = rgb(0xE2E5EA);
    t.borderStrong = rgb(0xC9CED6);
    t.canvas = rgb(0xF0F2F5);
    t.gridDot = rgb(0xD9DDE4);
    t.text = rgb(0x1A1E26);
    t.textSecondary = rgb(0x5B6472);
    t.textDisabled = rgb(0x9BA3B0);
    t.accent = rgb(0x3B5BDB);
    t.accentHover = rgb(0x2F4AC0);
    t.accentSoft = rgb(0xE8EDFF);
    t.onAccent = rgb(0xFFFFFF);
    t.running = rgb(0x1C7ED6);
    t.completed = rgb(0x2B8A3E);
    t.waiting = rgb(0xE67700);
    t.failed = rgb(0xD9302F);
    t.suspended = rgb(0x7048E8);
    t.terminated = rgb(0x7A828E);
    t.nodeActivity = rgb(0x2563C9);
    t.nodeControl = rgb(0x52606D);
    t.nodeWait = rgb(0xB26A00);
    t.nodeHuman = rgb(0x7048E8);
    t.nodeContainer = rgb(0x0B7D74);
    t.nodeEnd = rgb(0x6B7480);
    return t;
}

Tokens makeDark()
{
    Tokens t;
    t.dark = true;
    t.window = rgb(0x13161B);
    t.panel = rgb(0x1A1E25);
    t.raised = rgb(0x222731);
    t.border = rgb(0x2D333E);
    t.borderStrong = rgb(0x414957);
    t.canvas = rgb(0x15181E);
    t.gridDot = rgb(0x272D37);
    t.text = rgb(0xE7EAF0);
    t.textSecondary = rgb(0xA2ABB9);
    t.textDisabled = rgb(0x667080);
    t.accent = rgb(0x7A93FF);
    t.accentHover = rgb(0x93A8FF);
    t.accentSoft = rgb(0x252F50);
    t.onAccent = rgb(0x13161B);
    t.running = rgb(0x4DABF7);
    t.completed = rgb(0x51CF66);
    t.waiting = rgb(0xFFB05C);
    t.failed = rgb(0xFF7070);
    t.suspended = rgb(0xB197FC);
    t.terminated = rgb(0x9AA3AF);
    t.nodeActivity = rgb(0x6CA8FF);
    t.nodeControl = rgb(0x9AA8BA);
    t.nodeWait = rgb(0xF2B457);
    t.nodeHuman = rgb(0xB197FC);
    t.nodeContainer = rgb(0x3FC6B8);
    t.nodeEnd = rgb(0xA2ABB9);
    return t;
}

} // namespace

const Tokens &lightTokens()
{
    static const Tokens tokens = makeLight();
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens = makeDark();
    return tokens;
}

const Tokens &tokensFor(const QPalette &palette)
{
    // Text against window rather than the window alone: a button filled with the accent still belongs to its
    // theme.
    const bool dark = palette.color(QPalette::Active, QPalette::WindowText).lightness() > 140;
    return dark ? darkTokens() : lightTokens();
}

} // namespace perdura
