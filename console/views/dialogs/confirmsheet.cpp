// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/confirmsheet.h"

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"
#include "console/fleet/nodecall.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/label.h"
#include "shared/api/system.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QCoro::Task<Result<void>> letCoordinate(FleetActions &actions, QString from, QString to)
{
    const auto view = co_await callNode<api::SystemHandOver>(actions, from, {to});
    co_return view ? Result<void>() : fail(view.error());
}

} // namespace

ConfirmSheet::ConfirmSheet(const ViewParts &parts_, const Plan &plan, QWidget *parent)
    : Sheet(parts_, plan.title, parent)
    , m_plan(plan)
{
    setMinimumWidth(460);
    for (const QString &line : plan.whatHappens)
        content().addWidget(wrappedLabel(parts_.theme, line));
    addCloseButton(tr("Cancel"));
    m_do = addButton(QString(plan.verb).replace(u'&', u"&&"_s), true); // A name may have one.
    connect(m_do, &QPushButton::clicked, this, &ConfirmSheet::run);
}

void ConfirmSheet::run()
{
    m_do->setEnabled(false);
    setFailure({});
    QCoro::connect(m_plan.run(), this, [this](const Result<void> &result) {
        m_do->setEnabled(true);
        if (result)
            accept();
        else
            setFailure(Phrases::error(result.error()));
    });
}

void openUnpairSheet(const ViewParts &parts, const QString &nodeId, QWidget *parent)
{
    const FleetNode *node = parts.fleet.node(nodeId);
    if (!node)
        return;
    QStringList lines{
        ConfirmSheet::tr("%1 is forgotten here: its state, failures and place in a system.").arg(node->name),
        node->isStale()
            ? ConfirmSheet::tr(
                  "%1 does not answer: it goes on trusting this console until it is told on the node "
                  "(muster-agent pair remove).")
                  .arg(node->name)
            : ConfirmSheet::tr("%1 is told to forget this console.").arg(node->name)};
    const FleetSystem *system = parts.fleet.systemOf(nodeId);
    if (system && system->isOwn())
        lines.append(ConfirmSheet::tr("%1 loses this member.").arg(system->name));
    else if (system)
        //: %1 is a node, %2 a system
        lines.append(ConfirmSheet::tr("%1 stays a member of %2, and is known by the word of the others.")
                         .arg(node->name, system->name));
    lines.append(ConfirmSheet::tr("To see it again, pair with it again."));
    const ConfirmSheet::Plan plan{
        .title = ConfirmSheet::tr("Unpair %1?").arg(node->name),
        .whatHappens = lines,
        //: button; %1 is a node
        .verb = ConfirmSheet::tr("Unpair %1").arg(node->name),
        .run = [&actions = parts.actions, nodeId] { return actions.unpair(nodeId); },
    };
    (new ConfirmSheet(parts, plan, parent))->open();
}

void openForgetSheet(const ViewParts &parts, const QString &group, QWidget *parent)
{
    const int members = int(parts.fleet.systems().value(group).members.size());
    const ConfirmSheet::Plan plan{
        .title = ConfirmSheet::tr("Forget %1?").arg(group),
        .whatHappens = {ConfirmSheet::tr("Its %n members stay paired, as lone nodes.", nullptr, members),
                        ConfirmSheet::tr("Nothing changes on the nodes: they do not know of the group.")},
        //: button; %1 is a group of nodes
        .verb = ConfirmSheet::tr("Forget %1").arg(group),
        .run = [&actions = parts.actions, group] { return actions.forgetSystem(group); },
    };
    (new ConfirmSheet(parts, plan, parent))->open();
}

void openHandOverSheet(const ViewParts &parts, const FleetSystem &system, const FleetNode &node,
                       QWidget *parent)
{
    const FleetNode *acting = parts.fleet.node(system.lead.acting);
    const ConfirmSheet::Plan plan{
        //: %1 is a node, %2 a system
        .title = ConfirmSheet::tr("Let %1 coordinate %2?").arg(node.name, system.name),
        .whatHappens = {acting
                            ? ConfirmSheet::tr("%1 coordinates now, and lets %2 act in its place.")
                                  .arg(acting->name, node.name)
                            : ConfirmSheet::tr("No member is known to coordinate, so none can hand over.")},
        //: button; %1 is a node
        .verb = ConfirmSheet::tr("Let %1 coordinate").arg(node.name),
        .run = [&actions = parts.actions, from = system.lead.acting,
                to = node.nodeId] { return letCoordinate(actions, from, to); },
    };
    (new ConfirmSheet(parts, plan, parent))->open();
}

} // namespace muster::console
