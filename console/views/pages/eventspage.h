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
    void focusFilter() override;

private:
    EventPanel *m_events;
};

/// The failure an event tells of, or the node it is about.
[[nodiscard]] Subject subjectOfEvent(const ViewParts &parts, const QModelIndex &row);

} // namespace muster::console
