// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::console {

class AgeTicker;
class DumpBook;
class EventTableModel;
class Fleet;
class FleetActions;
class OffloadDesk;
class Theme;
class ViewSettings;

/// What the parts of the window share. All of it outlives every widget.
struct ViewParts
{
    Fleet &fleet;
    FleetActions &actions;
    Theme &theme;
    AgeTicker &ticker;
    ViewSettings &settings;
    EventTableModel &events;
    DumpBook &dumps;
    OffloadDesk &offloads;
};

} // namespace muster::console
