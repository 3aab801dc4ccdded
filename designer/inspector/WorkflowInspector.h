// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/document/DefinitionPatch.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace perdura {

class Banner;
class DefinitionDocument;
class JsonEdit;

/// Name and description of the drawing, of a workflow also the schema of its input; shown while nothing is
/// selected. GUI thread.
class WorkflowInspector final : public QWidget
{
    Q_OBJECT

public:
    explicit WorkflowInspector(QWidget *parent = nullptr);

    /// Null: none.
    void setDocument(DefinitionDocument *document);
    void refresh();
    void refreshProblems();
    void focusName();

private:
    void take(const QString &field);

    QPointer<DefinitionDocument> m_document;
    QLabel *m_title;
    Banner *m_banner;
    QLineEdit *m_name;
    QPlainTextEdit *m_description;
    JsonEdit *m_inputSchema;
    QWidget *m_inputPart;
    bool m_filling = false;
    int m_session = 0;
};

} // namespace perdura
