// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/dumpcreatesheet.h"

#include "console/dumps/dumpbook.h"
#include "console/dumps/listdumps.h"
#include "console/dumps/stoppedhosts.h"
#include "console/fleet/nodecall.h"
#include "console/views/text/ages.h"
#include "console/views/text/dumpphrases.h"
#include "console/views/theme/theme.h"
#include "console/views/widgets/label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int MaxReasonBytes = 255;

} // namespace

DumpCreateSheet::DumpCreateSheet(const ViewParts &parts_, const QStringList &nodeIds, QWidget *parent)
    : WorkSheet(parts_, tr("Create dumps"), parent)
    , m_nodeIds(nodeIds)
    , m_type(new QComboBox)
    , m_reason(new QLineEdit)
    , m_warning(wrappedLabel(parts_.theme, {}))
{
    std::ranges::sort(m_nodeIds, {}, [&](const QString &id) {
        const FleetNode *node = parts_.fleet.node(id);
        return node ? node->name : id;
    });
    m_reason->setMaxLength(MaxReasonBytes);
    m_reason->setPlaceholderText(tr("Why it is made, for others to read"));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(6 * Theme::Step);
    form->setVerticalSpacing(3 * Theme::Step);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    //: kind of a dump
    form->addRow(tr("&Type"), m_type);
    //: why a dump is made
    form->addRow(tr("&Reason"), m_reason);
    content().addLayout(form);
    m_warning->hide();
    content().addWidget(m_warning);
    buildList(tr("What each node will do"));
    connect(m_type, &QComboBox::currentIndexChanged, this, &DumpCreateSheet::plan);
    connect(m_type, &QComboBox::activated, this, [this] { m_isTypeChosen = true; });
    connect(m_reason, &QLineEdit::textChanged, this, &DumpCreateSheet::showState);
    plan();
    askKinds();
    m_reason->setFocus();
}

void DumpCreateSheet::askKinds()
{
    for (const QString &nodeId : std::as_const(m_nodeIds)) {
        if (!whyNot(parts().fleet.node(nodeId)).isEmpty())
            continue;
        QCoro::connect(callNode<api::DumpsKinds>(parts().actions, nodeId, {}), this,
                       [this, nodeId](const Result<DumpKinds> &kinds) { takeKinds(nodeId, kinds); });
    }
}

void DumpCreateSheet::takeKinds(const QString &nodeId, const Result<DumpKinds> &kinds)
{
    m_kinds.insert(nodeId, kinds);
    fillTypes();
    plan();
}

/// All kinds that any of the nodes knows; what is chosen stays chosen.
void DumpCreateSheet::fillTypes()
{
    const QSignalBlocker quiet(m_type);
    for (const Result<DumpKinds> &kinds : std::as_const(m_kinds)) {
        if (!kinds)
            continue;
        for (const DumpKind &kind : kinds->kinds) {
            if (m_type->findData(kind.type) < 0)
                m_type->addItem(kind.title.isEmpty() ? kind.type : u"%1 (%2)"_s.arg(kind.title, kind.type),
                                kind.type);
        }
    }
    const int usual = m_type->findData(u"bmc"_s);
    if (!m_isTypeChosen)
        m_type->setCurrentIndex(std::max(0, usual));
}

void DumpCreateSheet::plan()
{
    const QString type = m_type->currentData().toString();
    const bool isOfSystem = std::ranges::any_of(m_nodeIds, [&](const QString &nodeId) {
        const DumpKind *kind = kindOf(nodeId, type);
        return kind && kind->isMadeTogether();
    });
    work().setItems(isOfSystem ? ofSystems(type) : ofNodes(type));
    m_isStopping = isStopping(type);
    m_warning->setText(m_isStopping ? warning(type) : QString());
    m_warning->setVisible(m_isStopping);
    showState();
}

bool DumpCreateSheet::isStopping(const QString &type) const
{
    return std::ranges::any_of(m_nodeIds, [&](const QString &nodeId) {
        const DumpKind *kind = kindOf(nodeId, type);
        return kind && kind->isDisruptive && kind->unavailable.isEmpty();
    });
}

/// What happens on which member, what speaks against it, and what cannot be undone.
QString DumpCreateSheet::warning(const QString &type) const
{
    QStringList names;
    QStringList against;
    QStringList done;
    for (const QString &nodeId : m_nodeIds) {
        const DumpKind *kind = kindOf(nodeId, type);
        if (!kind || !kind->isDisruptive || !kind->unavailable.isEmpty())
            continue;
        for (const StoppedHost &host : stoppedHosts(parts().fleet, nodeId)) {
            if (done.contains(host.nodeId))
                continue;
            done.append(host.nodeId);
            names.append(host.name);
            if (host.against == StoppedHost::Against::Away)
                //: %1 is a member of a system
                against.append(tr("%1 is not connected to the coordinator.").arg(host.name));
            else if (host.against == StoppedHost::Against::TooOld)
                against.append(tr("The agent of %1 is too old for this.").arg(host.name));
        }
    }
    //: %1 are nodes, for a dump of their hosts' memory
    QString text = tr("The hosts of %1 are stopped, their memory is kept for the dump, and they are started "
                      "again. Whatever runs on them is interrupted; this cannot be undone.")
                       .arg(names.join(u", "_s));
    if (names.size() > 1)
        text += u' ' + tr("The members of a system do it together; if one cannot, none does.");
    if (!against.isEmpty())
        //: %1 is why a system's hosts will not be stopped
        text += u' ' + tr("As it is now, nothing would be done: %1").arg(against.join(u' '));
    return text;
}

QString DumpCreateSheet::whyNot(const FleetNode *node, const DumpKind *kind) const
{
    const QString why = whyNot(node);
    if (!why.isEmpty() || !kind)
        return why;
    if (kind->isDisruptive && node->role < Role::Admin)
        return tr("stopping hosts needs the role Administrator there");
    return kind->unavailable;
}

QString DumpCreateSheet::whyNot(const FleetNode *node) const
{
    if (!node || node->isStale())
        return tr("the node does not answer");
    if (!node->capabilities.contains(DumpsCapability))
        return tr("its agent is too old to make dumps");
    if (node->role < Role::Operator)
        return tr("this console may only read there; dumps need the role Operator");
    return {};
}

QList<WorkList::Item> DumpCreateSheet::ofNodes(const QString &type) const
{
    QList<WorkList::Item> items;
    for (const QString &nodeId : m_nodeIds) {
        const FleetNode *node = parts().fleet.node(nodeId);
        WorkList::Item item{nodeId, node ? node->name : nodeId, {}};
        const auto kinds = m_kinds.constFind(nodeId);
        const DumpKind *kind = kindOf(nodeId, type);
        item.why = whyNot(node, kind);
        if (item.why.isEmpty() && kinds != m_kinds.cend() && !*kinds)
            item.why = kinds->error().text;
        else if (item.why.isEmpty() && kinds != m_kinds.cend() && !kind)
            item.why = tr("it does not know this kind of dump");
        if (!item.why.isEmpty())
            item.outcome = WorkList::Outcome::Impossible;
        else
            item.detail = kind ? planOf(*kind) : tr("asking what it can make\u2026");
        items.append(item);
    }
    return items;
}

/// A system's dump is asked for once, of a member that answers; it leads to the coordinator.
QList<WorkList::Item> DumpCreateSheet::ofSystems(const QString &type) const
{
    QList<WorkList::Item> items;
    QStringList done;
    for (const QString &nodeId : m_nodeIds) {
        const FleetSystem *system = parts().fleet.systemOf(nodeId);
        const FleetNode *node = parts().fleet.node(nodeId);
        if (system && done.contains(system->name))
            continue;
        const DumpKind *kind = kindOf(nodeId, type);
        WorkList::Item item{nodeId, system ? system->name : node ? node->name : nodeId, {}};
        item.why = whyNot(node, kind);
        if (!item.why.isEmpty() && system)
            continue; // another member may lead there
        if (!item.why.isEmpty())
            item.outcome = WorkList::Outcome::Impossible;
        else if (system && kind)
            //: %n members of a system, %1 what each does
            item.detail = tr("a piece of each of %n members, packaged by the coordinator: %1", nullptr,
                             int(system->members.size()))
                              .arg(planOf(*kind));
        items.append(item);
        if (system)
            done.append(system->name);
    }
    for (const QString &nodeId : m_nodeIds) {
        const FleetSystem *system = parts().fleet.systemOf(nodeId);
        if (!system || done.contains(system->name))
            continue;
        done.append(system->name);
        const DumpKind *kind = kindOf(nodeId, type);
        QString why = whyNot(parts().fleet.node(nodeId), kind);
        if (why.isEmpty() && !kind)
            why = tr("asking what it can make\u2026");
        items.append({nodeId, system->name, {}, WorkList::Outcome::Impossible, why});
    }
    return items;
}

const DumpKind *DumpCreateSheet::kindOf(const QString &nodeId, const QString &type) const
{
    const auto kinds = m_kinds.constFind(nodeId);
    if (kinds == m_kinds.cend() || !*kinds)
        return nullptr;
    const auto kind = std::ranges::find((*kinds)->kinds, type, &DumpKind::type);
    return kind == (*kinds)->kinds.cend() ? nullptr : &*kind;
}

QString DumpCreateSheet::planOf(const DumpKind &kind)
{
    QStringList what = kind.collectors;
    if (!kind.files.isEmpty())
        //: files that are taken into a dump
        what.append(tr("%n kinds of files", nullptr, int(kind.files.size())));
    const QString limits =
        tr("at most %1, %2")
            .arg(DumpPhrases::size(kind.maxBytes), Ages::span(std::chrono::seconds(kind.deadlineSeconds)));
    if (what.isEmpty() && kind.creator == DumpCreator::Host)
        //: a dump, by the host of a node
        what.append(tr("made by the host"));
    if (what.isEmpty())
        return limits;
    //: %1 is what is collected for a dump, %2 the limits
    const QString text = tr("%1 (%2)").arg(what.join(u", "_s), limits);
    //: of a dump for which the host is stopped; %1 is what is collected
    return kind.isDisruptive ? tr("stops the host: %1").arg(text) : text;
}

bool DumpCreateSheet::isReady() const
{
    return m_type->currentIndex() >= 0 && m_reason->text().trimmed().toUtf8().size() <= MaxReasonBytes;
}

QString DumpCreateSheet::verb(int count) const
{
    //: button: dumps for which the hosts of nodes are stopped
    return m_isStopping ? tr("Stop hosts and create %n dumps", nullptr, count)
                        : tr("Create %n dumps", nullptr, count);
}

void DumpCreateSheet::run(const QStringList &keys)
{
    const DumpCreateParams params{m_type->currentData().toString(), m_reason->text().trimmed(), {}};
    for (const QString &nodeId : keys) {
        QCoro::connect(callNode<api::DumpsCreate>(parts().actions, nodeId, params), this,
                       [this, nodeId](const Result<DumpStarted> &started) {
                           if (started)
                               //: %1 is a dump that is being made now
                               work().setDone(nodeId, tr("%1 is being made").arg(started->id));
                           else
                               work().setFailed(nodeId, started.error());
                           showState();
                       });
    }
}

} // namespace muster::console
