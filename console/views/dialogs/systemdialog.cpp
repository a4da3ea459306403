// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/systemdialog.h"

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"
#include "console/views/models/cell.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/iconbutton.h"
#include "console/views/widgets/itemdelegate.h"
#include "console/views/widgets/label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int IdRole = NodeIdRole;
constexpr int NameRole = DetailRole;

QWidget *titled(const Theme &theme, const QString &title, QListWidget *list)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Step);
    auto *label = new Label(theme, Label::Kind::Heading, Colour::Dim);
    label->setText(title);
    label->setBuddy(list);
    layout->addWidget(label);
    layout->addWidget(list, 1);
    list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list->setProperty("framed", true);
    list->setAccessibleName(QString(title).remove(u'&'));
    list->setMinimumSize(200, 200);
    list->setItemDelegate(new ItemDelegate(theme, ItemDelegate::Lines::One, list));
    return box;
}

} // namespace

SystemDialog::SystemDialog(const ViewParts &parts_, const QString &name, const QStringList &nodeIds,
                           QWidget *parent)
    : Sheet(parts_, name.isEmpty() ? tr("Create system") : tr("Edit %1").arg(name), parent)
    , m_old(name)
    , m_name(new QLineEdit(name))
    , m_free(new QListWidget)
    , m_members(new QListWidget)
    , m_coordinator(new QComboBox)
{
    resize(620, 500);
    m_name->setMaxLength(64);
    m_name->setEnabled(name.isEmpty());
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(6 * Theme::Step);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name"), m_name);
    content().addLayout(form);
    content().addWidget(buildLists(), 1);
    auto *second = new QFormLayout;
    second->setHorizontalSpacing(6 * Theme::Step);
    second->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    //: the member that speaks for the whole system
    second->addRow(tr("C&oordinator"), m_coordinator);
    content().addLayout(second);
    addCloseButton(tr("Cancel"));
    m_save = addButton(name.isEmpty() ? tr("&Create system") : tr("&Save system"), true);
    connect(m_save, &QPushButton::clicked, this, &SystemDialog::save);
    fill(nodeIds);
    if (name.isEmpty())
        m_name->setFocus();
}

QWidget *SystemDialog::buildLists()
{
    auto *lists = new QWidget;
    auto *layout = new QHBoxLayout(lists);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(titled(parts().theme, tr("&Lone nodes"), m_free), 1);
    layout->addWidget(buildMoves());
    layout->addWidget(titled(parts().theme, tr("&Members, by their number"), m_members), 1);
    connect(m_free, &QListWidget::itemActivated, this, [this] { moveSelected(m_free, m_members); });
    connect(m_members, &QListWidget::itemActivated, this, [this] { moveSelected(m_members, m_free); });
    return lists;
}

QWidget *SystemDialog::buildMoves()
{
    auto *moves = new QWidget;
    auto *layout = new QVBoxLayout(moves);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    const auto add = [&](const QString &icon, const QString &words, auto action) {
        auto *button = new IconButton(parts().theme, icon, words);
        layout->addWidget(button);
        connect(button, &QToolButton::clicked, this, action);
    };
    add(u"chevron-right"_s, tr("Make it a member"), [this] { moveSelected(m_free, m_members); });
    add(u"close"_s, tr("Take it out"), [this] { moveSelected(m_members, m_free); });
    add(u"chevron-up"_s, tr("Give it the number before"), [this] { moveBy(-1); });
    add(u"chevron-down"_s, tr("Give it the next number"), [this] { moveBy(1); });
    layout->addStretch(1);
    return moves;
}

void SystemDialog::fill(const QStringList &nodeIds)
{
    for (const QString &id : nodeIds)
        addTo(m_members, id);
    for (const FleetNode &node : parts().fleet.nodes()) {
        if (!nodeIds.contains(node.nodeId) && !parts().fleet.systemOf(node.nodeId))
            addTo(m_free, node.nodeId);
    }
    showNumbers();
    const QString coordinator = parts().fleet.systems().value(m_old).coordinator;
    m_coordinator->setCurrentIndex(std::max(0, m_coordinator->findData(coordinator)));
}

void SystemDialog::addTo(QListWidget *list, const QString &nodeId)
{
    const FleetNode *node = parts().fleet.node(nodeId);
    if (!node)
        return;
    auto *item = new QListWidgetItem(node->name, list);
    item->setData(IdRole, nodeId);
    item->setData(NameRole, node->name);
}

QStringList SystemDialog::memberIds() const
{
    QStringList ids;
    for (int row = 0; row < m_members->count(); ++row)
        ids.append(m_members->item(row)->data(IdRole).toString());
    return ids;
}

void SystemDialog::moveSelected(QListWidget *from, QListWidget *to)
{
    const QList<QListWidgetItem *> selected = from->selectedItems();
    for (QListWidgetItem *item : selected) {
        from->takeItem(from->row(item));
        to->addItem(item);
    }
    showNumbers();
}

void SystemDialog::moveBy(int rows)
{
    const int from = m_members->currentRow();
    const int to = from + rows;
    if (from < 0 || to < 0 || to >= m_members->count())
        return;
    m_members->insertItem(to, m_members->takeItem(from));
    m_members->setCurrentRow(to);
    showNumbers();
}

void SystemDialog::showNumbers()
{
    const QVariant chosen = m_coordinator->currentData();
    m_coordinator->clear();
    //: in place of a coordinator
    m_coordinator->addItem(tr("None"), QString());
    for (int row = 0; row < m_members->count(); ++row) {
        QListWidgetItem *item = m_members->item(row);
        const QString name = item->data(NameRole).toString();
        item->setText(u"%1  %2"_s.arg(row + 1).arg(name));
        m_coordinator->addItem(name, item->data(IdRole));
    }
    for (int row = 0; row < m_free->count(); ++row)
        m_free->item(row)->setText(m_free->item(row)->data(NameRole).toString());
    m_coordinator->setCurrentIndex(std::max(0, m_coordinator->findData(chosen)));
}

void SystemDialog::save()
{
    FleetSystem system{m_name->text().trimmed(), {}, m_coordinator->currentData().toString()};
    const QStringList ids = memberIds();
    for (int i = 0; i < ids.size(); ++i)
        system.members.append({i + 1, ids.at(i)});
    setFailure({});
    m_save->setEnabled(false);
    QCoro::connect(parts().actions.setSystem(system), this,
                   [this, name = system.name](const Result<void> &result) {
                       m_save->setEnabled(true);
                       if (!result)
                           return setFailure(Phrases::error(result.error()));
                       Q_EMIT saved(name);
                       accept();
                   });
}

} // namespace muster::console
