// SPDX-License-Identifier: Apache-2.0
#include "console/views/shell/pagestack.h"

#include "console/fleet/fleet.h"
#include "console/views/pages/attentionpage.h"
#include "console/views/pages/dumpspage.h"
#include "console/views/pages/eventspage.h"
#include "console/views/pages/failurespage.h"
#include "console/views/pages/foundpage.h"
#include "console/views/pages/jobspage.h"
#include "console/views/pages/nodepage.h"
#include "console/views/pages/nodespage.h"
#include "console/views/pages/systempage.h"
#include "console/views/pages/systemspage.h"

namespace muster::console {

PageStack::PageStack(const ViewParts &parts, QWidget *parent)
    : QStackedWidget(parent)
    , m_parts(parts)
{
    connect(&parts.fleet, &Fleet::nodeRemoved, this, &PageStack::leaveWhatIsGone);
    connect(&parts.fleet, &Fleet::systemRenamed, this, &PageStack::followName);
    connect(&parts.fleet, &Fleet::systemsChanged, this, &PageStack::leaveWhatIsGone);
}

void PageStack::open(const Place &place)
{
    if (place == m_place && currentWidget())
        return;
    if (currentWidget()) {
        m_past.append(m_place);
        if (m_past.size() > MaxBack)
            m_past.removeFirst();
    }
    show(place);
}

void PageStack::back()
{
    while (!m_past.isEmpty()) {
        const Place place = m_past.takeLast();
        if (exists(place))
            return show(place);
    }
}

Page *PageStack::page() const
{
    return qobject_cast<Page *>(currentWidget());
}

void PageStack::show(const Place &place)
{
    m_place = place;
    Page *page = pageFor(place.page);
    if (auto *system = qobject_cast<SystemPage *>(page))
        system->setSystem(place.id);
    else if (auto *node = qobject_cast<NodePage *>(page))
        node->setNode(place.id);
    else if (auto *found = qobject_cast<FoundPage *>(page); found && !place.id.isEmpty())
        found->select(place.id);
    setCurrentWidget(page);
    Q_EMIT placeChanged(place);
}

Page *PageStack::pageFor(Place::Page kind)
{
    Page *&page = m_pages[kind];
    if (!page) {
        page = make(kind);
        addWidget(page);
        Q_EMIT pageMade(page);
    }
    return page;
}

Page *PageStack::make(Place::Page kind)
{
    switch (kind) {
    case Place::Page::Systems:
        return new SystemsPage(m_parts);
    case Place::Page::Nodes:
        return new NodesPage(m_parts);
    case Place::Page::Failures:
        return new FailuresPage(m_parts);
    case Place::Page::Dumps:
        return new DumpsPage(m_parts);
    case Place::Page::Events:
        return new EventsPage(m_parts);
    case Place::Page::Jobs:
        return new JobsPage(m_parts);
    case Place::Page::Found:
        return new FoundPage(m_parts);
    case Place::Page::System:
        return new SystemPage(m_parts);
    case Place::Page::Node:
        return new NodePage(m_parts);
    case Place::Page::Attention:
        break;
    }
    return new AttentionPage(m_parts);
}

void PageStack::followName(const QString &from, const QString &to)
{
    const Place old{Place::Page::System, from};
    for (Place &place : m_past) {
        if (place == old)
            place.id = to;
    }
    if (m_place == old)
        show({Place::Page::System, to});
}

void PageStack::leaveWhatIsGone()
{
    if (!currentWidget() || exists(m_place))
        return;
    m_past.removeIf([this](const Place &place) { return !exists(place); });
    if (m_past.isEmpty())
        show({Place::Page::Attention, {}});
    else
        back();
}

bool PageStack::exists(const Place &place) const
{
    if (place.page == Place::Page::Node)
        return m_parts.fleet.node(place.id);
    return place.page != Place::Page::System || m_parts.fleet.systems().contains(place.id);
}

} // namespace muster::console
