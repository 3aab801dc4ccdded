// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace perdura {

class Banner;
class DefinitionDocument;

/// Says that the file of a document was changed by another program, and offers to take that or to go on.
/// Hidden while there is nothing to say. GUI thread.
class DiskBanner final : public QWidget
{
    Q_OBJECT

public:
    explicit DiskBanner(QWidget *parent = nullptr);

    /// Null: none. Not owned.
    void setDocument(DefinitionDocument *document);

private:
    void refresh();

    Banner *m_banner;
    QPointer<DefinitionDocument> m_document;
};

} // namespace perdura
