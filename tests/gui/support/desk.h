// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/dumps/dumpbook.h"
#include "console/offload/offloaddesk.h"
#include "console/views/models/eventtablemodel.h"
#include "console/views/text/ageticker.h"
#include "console/views/theme/theme.h"
#include "console/views/viewparts.h"
#include "console/views/viewsettings.h"
#include "tests/gui/support/scriptedactions.h"

#include <QTemporaryDir>

namespace muster::console {

/// All that a view needs, without a network: one for each test.
struct Desk
{
    Fleet fleet;
    ScriptedActions actions{fleet};
    Theme theme;
    AgeTicker ticker;
    QTemporaryDir folder;
    ViewSettings settings{folder.filePath(QStringLiteral("window.ini"))};
    EventTableModel events{fleet};
    DumpBook dumps;
    OffloadDesk offloads;
    ViewParts parts{fleet, actions, theme, ticker, settings, events, dumps, offloads};
};

} // namespace muster::console
