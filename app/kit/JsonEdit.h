// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;

namespace perdura {

class JsonHighlighter;

/// A text editor for one JSON value, with colours and the parser's complaint under it shortly after typing
/// stops.
class JsonEdit final : public QWidget
{
    Q_OBJECT

public:
    explicit JsonEdit(QWidget *parent = nullptr);

    /// Both replace the text and emit nothing. A text that means the same already is left as the person wrote
    /// it.
    void setValue(const Json &value);
    void setText(const QString &text);
    [[nodiscard]] QString text() const;
    /// The value of the text as it is now; nothing when it is blank or no JSON.
    [[nodiscard]] std::optional<Json> value() const;
    /// One sentence when the text is not blank and no JSON.
    [[nodiscard]] QString error() const;

    void setPlaceholderText(const QString &text);
    void setReadOnly(bool readOnly);
    /// A red border for what the surroundings find wrong; text that is no JSON has it by itself.
    void markInvalid(bool invalid);
    /// Emits edited() now where it waits for the pause.
    void takePending();
    /// Off where the surroundings show error() themselves.
    void setErrorLineVisible(bool visible);
    /// Height follows the text between these numbers of lines; without it the editor fills its place.
    void setGrowing(int minimumLines, int maximumLines);

signals:
    /// The person changed the text; once per pause in typing.
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    void check();
    void fit();

    QPlainTextEdit *m_edit;
    QLabel *m_error;
    JsonHighlighter *m_highlighter;
    QTimer m_pause;
    bool m_errorLine = true;
    bool m_marked = false;
    bool m_setting = false;
    int m_minimumLines = 0;
    int m_maximumLines = 0;
};

} // namespace perdura
