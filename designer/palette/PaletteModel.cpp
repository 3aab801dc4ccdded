// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/palette/PaletteModel.h"

#include "designer/editing/EditingScene.h"

#include <QMimeData>

#include <algorithm>

namespace perdura {

namespace {

constexpr NodeFamily familiesInOrder[] = {NodeFamily::Control, NodeFamily::Activity,  NodeFamily::Wait,
                                          NodeFamily::Human,   NodeFamily::Container, NodeFamily::Instance,
                                          NodeFamily::Entity,  NodeFamily::End,       NodeFamily::Note};

QString headingOf(NodeFamily family)
{
    switch (family) {
    case NodeFamily::Control:
        return PaletteModel::tr("Flow");
    case NodeFamily::Activity:
        return PaletteModel::tr("Activities");
    case NodeFamily::Wait:
        return PaletteModel::tr("Waiting");
    case NodeFamily::Human:
        return PaletteModel::tr("People");
    case NodeFamily::Container:
        return PaletteModel::tr("Containers");
    case NodeFamily::Instance:
        return PaletteModel::tr("Other workflows");
    case NodeFamily::Entity:
        return PaletteModel::tr("Entities");
    case NodeFamily::End:
        return PaletteModel::tr("Ends");
    case NodeFamily::Note:
        return PaletteModel::tr("Notes");
    }
    return {};
}

} // namespace

PaletteModel::PaletteModel(const ActivityCatalog &catalog, bool withStart, QObject *parent)
    : QAbstractListModel(parent)
    , m_catalog(catalog)
    , m_withStart(withStart)
{
    rebuild();
}

void PaletteModel::setDefinitionKind(DefinitionKind kind)
{
    if (m_definition == kind)
        return;
    beginResetModel();
    m_definition = kind;
    rebuild();
    endResetModel();
}

void PaletteModel::setFilter(const QString &text)
{
    beginResetModel();
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    rebuild();
    endResetModel();
}

std::vector<PaletteModel::Entry> PaletteModel::entriesOf(NodeFamily family) const
{
    std::vector<Entry> entries;
    const auto offer = [&](Entry entry) {
        const QString haystack = entry.title + u' ' + entry.description + u' ' +
                                 QString::fromStdString(entry.from.activity) + u' ' + headingOf(family);
        const bool fits = std::all_of(m_words.begin(), m_words.end(), [&haystack](const QString &word) {
            return haystack.contains(word, Qt::CaseInsensitive);
        });
        if (fits)
            entries.push_back(std::move(entry));
    };
    for (const NodeKindInfo &kind : nodeKinds()) {
        if (kind.family != family || (!m_withStart && !kind.hasInput) || !mayBeIn(kind, m_definition))
            continue;
        // One entry for each activity; the bare kind only where the catalog is empty.
        if (kind.kind == NodeKind::Activity && !m_catalog.all().empty()) {
            for (const ActivityInfo &activity : m_catalog.all())
                offer({false,
                       activity.title,
                       activity.description,
                       kind.icon,
                       family,
                       {kind.kind, activity.name}});
        } else {
            offer({false, kind.title, kind.description, kind.icon, family, {kind.kind, {}}});
        }
    }
    // What a title begins with comes before what is only mentioned.
    if (!m_words.isEmpty()) {
        std::stable_partition(entries.begin(), entries.end(), [this](const Entry &entry) {
            return entry.title.startsWith(m_words.first(), Qt::CaseInsensitive);
        });
    }
    return entries;
}

void PaletteModel::rebuild()
{
    m_rows.clear();
    for (const NodeFamily family : familiesInOrder) {
        const std::vector<Entry> entries = entriesOf(family);
        if (entries.empty())
            continue;
        Entry heading;
        heading.heading = true;
        heading.title = headingOf(family);
        heading.family = family;
        m_rows.push_back(std::move(heading));
        m_rows.insert(m_rows.end(), entries.begin(), entries.end());
    }
}

std::optional<edits::NodeTemplate> PaletteModel::templateAt(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || m_rows[std::size_t(index.row())].heading)
        return std::nullopt;
    return m_rows[std::size_t(index.row())].from;
}

QModelIndex PaletteModel::bestEntry() const
{
    if (m_rows.size() < 2)
        return {};
    const auto named = std::find_if(m_rows.begin(), m_rows.end(), [this](const Entry &entry) {
        return !entry.heading && !m_words.isEmpty() &&
               entry.title.startsWith(m_words.first(), Qt::CaseInsensitive);
    });
    return index(named == m_rows.end() ? 1 : int(named - m_rows.begin()));
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case Qt::ToolTipRole:
        return row.description;
    case Qt::AccessibleTextRole:
        return row.title;
    case Qt::AccessibleDescriptionRole:
        return row.description;
    case HeadingRole:
        return row.heading;
    case IconRole:
        return row.icon;
    case FamilyRole:
        return int(row.family);
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_rows[std::size_t(index.row())].heading)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList PaletteModel::mimeTypes() const
{
    return {EditingScene::templateMimeType()};
}

QMimeData *PaletteModel::mimeData(const QModelIndexList &indexes) const
{
    const auto from = indexes.isEmpty() ? std::nullopt : templateAt(indexes.first());
    if (!from)
        return nullptr;
    auto *data = new QMimeData;
    data->setData(EditingScene::templateMimeType(), EditingScene::encode(*from));
    return data;
}

} // namespace perdura
