// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/attentionpage.h"

#include "console/fleet/fleethealth.h"
#include "console/views/pages/pageheader.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/card.h"
#include "console/views/widgets/emptystate.h"
#include "console/views/widgets/problemlist.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace muster::console {

AttentionPage::AttentionPage(const ViewParts &parts, QWidget *parent)
    : Page(parts, parent)
    , m_list(new ProblemList(parts))
    , m_empty(new EmptyState(parts.theme))
    , m_stack(new QStackedWidget)
{
    header().setTitle(tr("Needs attention"));
    m_list->problems().addSystems();
    connect(header().addAction(tr("&Add nodes\u2026")), &QPushButton::clicked, this, &Page::addNodesWanted);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    auto *card = new Card(parts.theme);
    card->setFlush();
    card->addContent(m_stack, 1);
    content().addWidget(card, 1);
    connect(m_list, &ProblemList::subjectChanged, this, &AttentionPage::setSubject);
    connect(m_list, &ProblemList::opened, this, [this](const Subject &subject) {
        if (subject.failureId.isEmpty())
            Q_EMIT placeWanted({Place::Page::Node, subject.nodeId});
        else
            Q_EMIT evidenceWanted();
    });
    connect(m_list, &ProblemList::systemOpened, this,
            [this](const QString &name) { Q_EMIT placeWanted({Place::Page::System, name}); });
    connect(m_list, &ProblemList::countChanged, this, &AttentionPage::showState);
    for (const auto signal : {&Fleet::nodeAdded, &Fleet::nodeRemoved})
        connect(&parts.fleet, signal, this, &AttentionPage::showState);
    connect(&parts.fleet, &Fleet::nodesChanged, this, &AttentionPage::showState);
    connect(&parts.fleet, &Fleet::foundChanged, this, &AttentionPage::showState);
    connect(m_empty, &EmptyState::actionWanted, this, &AttentionPage::emptyActionWanted);
    showState();
}

void AttentionPage::showState()
{
    const Fleet &fleet = parts().fleet;
    const ShownHealth shown = healthOf(fleet);
    const int nodes = int(fleet.nodes().size());
    m_stack->setCurrentWidget(m_list->count() > 0 ? static_cast<QWidget *>(m_list) : m_empty);
    if (nodes == 0) {
        header().setBadge(Mark::Unknown, {});
        header().setSentence({});
        const int found = int(fleet.found().size());
        if (found > 0)
            m_empty->set(
                Mark::Unknown, tr("%n nodes were found", nullptr, found),
                tr("None is paired yet. Pairing makes sure that each side talks to the right other one."),
                tr("Look at them"));
        else
            m_empty->set(Mark::Unknown, tr("No nodes yet"),
                         tr("Add the nodes that belong to your machines: Muster finds those on this network, "
                            "and takes addresses and lists of them."),
                         tr("Add nodes\u2026"));
        return;
    }
    //: %1 of all %n nodes of the fleet answer
    header().setSentence(tr("%1 of %n nodes answer", nullptr, nodes).arg(shown.answering));
    if (m_list->count() > 0) {
        m_list->selectFirst();
        const Mark mark = shown.health == Health::Critical ? Mark::Critical : Mark::Care;
        header().setBadge(mark, QString::number(m_list->count()));
        return;
    }
    header().setBadge(Mark::Well, {});
    if (shown.answering == nodes)
        m_empty->set(Mark::Well, tr("All %n nodes are well", nullptr, nodes),
                     tr("What fails from now on appears here at once."));
    else
        m_empty->set(Mark::Stale, tr("Nothing is known to be wrong"),
                     tr("%n nodes do not answer yet; what is shown of them is the last known.", nullptr,
                        nodes - shown.answering));
}

void AttentionPage::emptyActionWanted()
{
    if (parts().fleet.found().isEmpty())
        Q_EMIT addNodesWanted();
    else
        Q_EMIT placeWanted({Place::Page::Found, {}});
}

} // namespace muster::console
