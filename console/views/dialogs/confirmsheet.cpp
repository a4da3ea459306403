// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/confirmsheet.h"

#include "console/fleet/fleet.h"
#include "console/fleet/fleetactions.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/label.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

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
    if (const FleetSystem *system = parts.fleet.systemOf(nodeId))
        lines.append(ConfirmSheet::tr("%1 loses this member.").arg(system->name));
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

void openDissolveSheet(const ViewParts &parts, const QString &system, QWidget *parent)
{
    const int members = int(parts.fleet.systems().value(system).members.size());
    const ConfirmSheet::Plan plan{
        .title = ConfirmSheet::tr("Dissolve %1?").arg(system),
        .whatHappens = {ConfirmSheet::tr("Its %n members stay paired, as lone nodes.", nullptr, members),
                        ConfirmSheet::tr("Nothing changes on the nodes. The system can be created again.")},
        //: button; %1 is a system
        .verb = ConfirmSheet::tr("Dissolve %1").arg(system),
        .run = [&actions = parts.actions, system] { return actions.removeSystem(system); },
    };
    (new ConfirmSheet(parts, plan, parent))->open();
}

} // namespace muster::console
