// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/systemdialog.h"

#include "console/fleet/fleet.h"
#include "console/systems/systemdraft.h"
#include "console/views/dialogs/systemchangesheet.h"
#include "console/views/models/cell.h"
#include "console/views/text/phrases.h"
#include "console/views/text/systemphrases.h"
#include "console/views/widgets/iconbutton.h"
#include "console/views/widgets/itemdelegate.h"
#include "console/views/widgets/label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int IdRole = NodeIdRole;
constexpr int NameRole = DetailRole;
constexpr int NumberRole = OrderRole;

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
    list->setMinimumSize(200, 150);
    list->setItemDelegate(new ItemDelegate(theme, ItemDelegate::Lines::One, list));
    return box;
}

QFormLayout *formIn(QVBoxLayout &content)
{
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(6 * Theme::Step);
    form->setVerticalSpacing(2 * Theme::Step);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    content.addLayout(form);
    return form;
}

QSpinBox *spinBox(int least, int most, const QString &unit)
{
    auto *box = new QSpinBox;
    box->setRange(least, most);
    box->setSuffix(unit);
    return box;
}

bool isGroup(const Fleet &fleet, const QString &name)
{
    const auto known = fleet.systems().constFind(name);
    return known != fleet.systems().cend() && known->isOwn();
}

} // namespace

SystemDialog::SystemDialog(const ViewParts &parts_, const QString &name, const QStringList &nodeIds,
                           QWidget *parent)
    : Sheet(parts_,
            name.isEmpty()                ? tr("Create system")
            : isGroup(parts_.fleet, name) ? tr("Found %1").arg(name)
                                          : tr("Edit %1").arg(name),
            parent)
    , m_system(isGroup(parts_.fleet, name) ? QString() : name)
    , m_name(new QLineEdit)
    , m_free(new QListWidget)
    , m_members(new QListWidget)
    , m_coordinator(new QComboBox)
    , m_mode(new QComboBox)
    , m_role(new QComboBox)
    , m_lease(spinBox(3, 300, tr(" s")))
    , m_skew(spinBox(10, 600'000, tr(" ms")))
    , m_replicas(spinBox(0, 16, {}))
{
    resize(640, 620);
    m_name->setMaxLength(64);
    auto *first = formIn(content());
    first->addRow(tr("&Name"), m_name);
    content().addWidget(buildLists(), 1);
    auto *second = formIn(content());
    //: the member that speaks for the whole system
    second->addRow(tr("C&oordinator"), m_coordinator);
    buildSettings(*second);
    addCloseButton(tr("Cancel"));
    //: button: shows what would change, before it is done
    m_next = addButton(tr("&Preview\u2026"), true);
    connect(m_next, &QPushButton::clicked, this, &SystemDialog::preview);
    const FleetSystem known = parts_.fleet.systems().value(name);
    m_name->setText(known.name.isEmpty() ? QString() : known.plainName());
    fill(known.name.isEmpty() ? nodeIds : known.memberIds());
    fillSettings(known.membership ? known.membership->terms.settings : SystemSettings());
    m_coordinator->setCurrentIndex(std::max(0, m_coordinator->findData(known.coordinator)));
    if (name.isEmpty())
        m_name->setFocus();
    else
        m_members->setFocus();
}

QWidget *SystemDialog::buildLists()
{
    auto *lists = new QWidget;
    auto *layout = new QHBoxLayout(lists);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(titled(parts().theme, tr("&Lone nodes"), m_free), 1);
    layout->addWidget(buildMoves());
    layout->addWidget(titled(parts().theme, tr("&Members, by their number"), m_members), 1);
    connect(m_free, &QListWidget::itemActivated, this, &SystemDialog::takeIn);
    connect(m_members, &QListWidget::itemActivated, this, &SystemDialog::takeOut);
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
    add(u"chevron-right"_s, tr("Make it a member"), [this] { takeIn(); });
    add(u"close"_s, tr("Take it out"), [this] { takeOut(); });
    add(u"chevron-up"_s, tr("Give it the number before"), [this] { moveBy(-1); });
    add(u"chevron-down"_s, tr("Give it the next number"), [this] { moveBy(1); });
    layout->addStretch(1);
    return moves;
}

void SystemDialog::buildSettings(QFormLayout &form)
{
    for (const CoordinatorMode mode : {CoordinatorMode::Static, CoordinatorMode::Etcd})
        m_mode->addItem(SystemPhrases::mode(mode), int(mode));
    for (const Role role : {Role::Viewer, Role::Operator, Role::Admin})
        m_role->addItem(Phrases::role(role), int(role));
    //: how the coordinator of a system is chosen
    form.addRow(tr("&Chosen"), m_mode);
    //: setting of a system: how long a coordinator may act without being confirmed
    form.addRow(tr("L&ease"), m_lease);
    //: setting of a system: how far clocks may be apart
    form.addRow(tr("Cloc&ks apart at most"), m_skew);
    //: setting of a system: the most that the coordinator's word gives a caller
    form.addRow(tr("&Role by word"), m_role);
    //: setting of a system: on how many other members a file is kept
    form.addRow(tr("Copies of &files"), m_replicas);
    m_role->setToolTip(
        tr("The most that the coordinator\u2019s word gives a caller on a member that does not "
           "know it"));
}

void SystemDialog::fill(const QStringList &nodeIds)
{
    const FleetSystem known = parts().fleet.systems().value(m_system);
    int number = 0;
    for (const QString &id : nodeIds) {
        ++number;
        const SystemMember *member = known.member(id);
        if (auto *item = addTo(m_members, id))
            item->setData(NumberRole, member ? member->instance : number);
    }
    for (const FleetNode &node : parts().fleet.nodes()) {
        const FleetSystem *system = parts().fleet.systemOf(node.nodeId);
        if (node.isPaired && !nodeIds.contains(node.nodeId) && (!system || system->isOwn()))
            addTo(m_free, node.nodeId);
    }
    showNumbers();
}

void SystemDialog::fillSettings(const SystemSettings &settings)
{
    m_mode->setCurrentIndex(m_mode->findData(int(settings.coordinatorMode)));
    m_role->setCurrentIndex(m_role->findData(int(settings.forwardedRole)));
    m_lease->setValue(settings.leaseSeconds);
    m_skew->setValue(settings.maxSkewMilliseconds);
    m_replicas->setValue(settings.replicas);
    m_settings = settings;
}

SystemSettings SystemDialog::settings() const
{
    SystemSettings settings = m_settings;
    settings.coordinatorMode = CoordinatorMode(m_mode->currentData().toInt());
    settings.leaseSeconds = m_lease->value();
    settings.maxSkewMilliseconds = m_skew->value();
    settings.forwardedRole = Role(m_role->currentData().toInt());
    settings.replicas = m_replicas->value();
    return settings;
}

QListWidgetItem *SystemDialog::addTo(QListWidget *list, const QString &nodeId)
{
    const FleetNode *node = parts().fleet.node(nodeId);
    if (!node)
        return nullptr;
    auto *item = new QListWidgetItem(node->name, list);
    item->setData(IdRole, nodeId);
    item->setData(NameRole, node->name);
    return item;
}

QStringList SystemDialog::memberIds() const
{
    QStringList ids;
    for (int row = 0; row < m_members->count(); ++row)
        ids.append(m_members->item(row)->data(IdRole).toString());
    return ids;
}

int SystemDialog::firstFree() const
{
    QSet<int> taken;
    for (int row = 0; row < m_members->count(); ++row)
        taken.insert(m_members->item(row)->data(NumberRole).toInt());
    int number = 1;
    while (taken.contains(number))
        ++number;
    return number;
}

void SystemDialog::takeIn()
{
    const QList<QListWidgetItem *> selected = m_free->selectedItems();
    for (QListWidgetItem *item : selected) {
        item->setData(NumberRole, firstFree());
        m_free->takeItem(m_free->row(item));
        m_members->addItem(item);
        sortMembers();
    }
    showNumbers();
}

void SystemDialog::takeOut()
{
    const QList<QListWidgetItem *> selected = m_members->selectedItems();
    for (QListWidgetItem *item : selected) {
        m_members->takeItem(m_members->row(item));
        m_free->addItem(item);
    }
    showNumbers();
}

/// To the number beside its own; who has that one gets its own.
void SystemDialog::moveBy(int rows)
{
    QListWidgetItem *item = m_members->currentItem();
    const int number = item ? item->data(NumberRole).toInt() + rows : 0;
    if (number < 1 || number > MaxMembers)
        return;
    for (int row = 0; row < m_members->count(); ++row) {
        QListWidgetItem *other = m_members->item(row);
        if (other->data(NumberRole).toInt() == number)
            other->setData(NumberRole, item->data(NumberRole));
    }
    item->setData(NumberRole, number);
    sortMembers();
    m_members->setCurrentItem(item);
    showNumbers();
}

void SystemDialog::sortMembers()
{
    QList<QListWidgetItem *> items;
    while (m_members->count() > 0)
        items.append(m_members->takeItem(0));
    std::ranges::stable_sort(items, {}, [](QListWidgetItem *item) { return item->data(NumberRole).toInt(); });
    for (QListWidgetItem *item : std::as_const(items))
        m_members->addItem(item);
}

void SystemDialog::showNumbers()
{
    const QVariant chosen = m_coordinator->currentData();
    m_coordinator->clear();
    for (int row = 0; row < m_members->count(); ++row) {
        QListWidgetItem *item = m_members->item(row);
        const QString name = item->data(NameRole).toString();
        item->setText(u"%1  %2"_s.arg(item->data(NumberRole).toInt()).arg(name));
        m_coordinator->addItem(name, item->data(IdRole));
    }
    for (int row = 0; row < m_free->count(); ++row)
        m_free->item(row)->setText(m_free->item(row)->data(NameRole).toString());
    m_coordinator->setCurrentIndex(std::max(0, m_coordinator->findData(chosen)));
}

MembershipWish SystemDialog::wish() const
{
    const FleetSystem known = parts().fleet.systems().value(m_system);
    const Membership *before = known.membership ? &known.membership->terms : nullptr;
    MembershipWish wish;
    const QString name = m_name->text().trimmed();
    if (!before || name != before->name)
        wish.name = name;
    wishMembers(wish, before);
    const QString coordinator = m_coordinator->currentData().toString();
    if (!coordinator.isEmpty() && (!before || coordinator != before->coordinator))
        wish.coordinator = coordinator;
    if (const SystemSettings wanted = settings(); wanted != (before ? before->settings : SystemSettings()))
        wish.settings = wanted;
    return wish;
}

void SystemDialog::wishMembers(MembershipWish &wish, const Membership *before) const
{
    for (int row = 0; row < m_members->count(); ++row) {
        const QString id = m_members->item(row)->data(IdRole).toString();
        const int number = m_members->item(row)->data(NumberRole).toInt();
        const SystemMember *member = before ? before->member(id) : nullptr;
        const FleetNode *node = parts().fleet.node(id);
        if (!member && node)
            wish.added.append(newMember(*node, number));
        else if (member && member->instance != number)
            wish.numbers.insert(id, number);
    }
    const QStringList ids = memberIds();
    const auto earlier = before ? before->members : QList<SystemMember>();
    for (const SystemMember &member : earlier) {
        if (!ids.contains(member.nodeId))
            wish.removed.append(member.nodeId);
    }
}

void SystemDialog::preview()
{
    const MembershipWish wanted = wish();
    if (wanted.isEmpty())
        return setFailure(tr("Nothing is changed."));
    setFailure({});
    const QString name = m_name->text().trimmed();
    const bool isNew = m_system.isEmpty();
    auto *sheet =
        new SystemChangeSheet(parts(),
                              {.system = m_system,
                               .wish = wanted,
                               .title = isNew ? tr("Create %1?").arg(name) : tr("Change %1?").arg(m_system),
                               //: button; %1 is a system
                               .verb = isNew ? tr("Create %1").arg(name)
                                             //: button; %1 is a system
                                             : tr("Change %1").arg(m_system),
                               .whatHappens = {},
                               .typed = {}},
                              this);
    connect(sheet, &SystemChangeSheet::changed, this, [this](const QString &id) {
        for (const FleetSystem &system : parts().fleet.systems()) {
            if (system.id() == id) {
                Q_EMIT saved(system.name);
                break;
            }
        }
        accept();
    });
    sheet->open();
}

} // namespace muster::console
