// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/pages/page.h"

namespace muster::console {

class EventPanel;

/// What happens on all nodes, live.
class EventsPage : public Page
{
    Q_OBJECT
public:
    explicit EventsPage(const ViewParts &parts, QWidget *parent = nullptr);

private:
    EventPanel *m_events;
};

/// The failure or unit an event tells of, else its node.
[[nodiscard]] Subject subjectOfEvent(const ViewParts &parts, const QModelIndex &row);

} // namespace muster::console
