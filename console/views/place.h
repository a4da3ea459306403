// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/words.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace muster::console {

/// Where in the console one is: a page and what it is about.
struct Place
{
    enum class Page { Attention, Systems, Nodes, Failures, Dumps, Events, Jobs, Found, System, Node };

    Page page = Page::Attention;
    QString id; ///< system name or node id; empty for the pages about the fleet

    friend bool operator==(const Place &, const Place &) = default;
};

/// What the evidence panel shows.
struct Subject
{
    QString nodeId; ///< empty: nothing
    QString failureId; ///< of a failure on that node; empty: the node itself or the unit
    QString unit;
    QString dumpId = {}; ///< of a dump on that node
    std::optional<Facet> facet = {}; ///< part of that node's state

    friend bool operator==(const Subject &, const Subject &) = default;
};

} // namespace muster::console

Q_DECLARE_METATYPE(muster::console::Place)
Q_DECLARE_METATYPE(muster::console::Subject)
