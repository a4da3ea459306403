// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/unitconfig.h"

namespace muster::console {

/// The watch list of a node as `muster units config show --json` tells it. The names are stable.
struct WatchConfigRow
{
    QString node;
    QString nodeId;
    std::optional<UnitConfig> config;
    QString error;
    QString errorName;

    static constexpr auto fields()
    {
        return std::tuple(field("node", &WatchConfigRow::node, "Name of the node"),
                          field("nodeId", &WatchConfigRow::nodeId, "Its id"),
                          field("config", &WatchConfigRow::config, "Its files; absent when it refused"),
                          field("error", &WatchConfigRow::error, "Why not; empty when it answered"),
                          field("errorName", &WatchConfigRow::errorName, "The error's stable name"));
    }
};

struct WatchConfigDocument
{
    QList<WatchConfigRow> nodes;

    static constexpr auto fields()
    {
        return std::tuple(field("nodes", &WatchConfigDocument::nodes, "One a node"));
    }
};

/// What a file changes on a node, as `muster units config check|set|remove --json` tell it. The names are
/// stable.
struct WatchCheckRow
{
    QString node;
    QString nodeId;
    std::optional<UnitConfigCheck> check;
    QString error;
    QString errorName;

    static constexpr auto fields()
    {
        return std::tuple(
            field("node", &WatchCheckRow::node, "Name of the node"),
            field("nodeId", &WatchCheckRow::nodeId, "Its id"),
            field("check", &WatchCheckRow::check, "What it changes there; absent when the node refused"),
            field("error", &WatchCheckRow::error, "Why not; empty when it answered"),
            field("errorName", &WatchCheckRow::errorName, "The error's stable name"));
    }
};

struct WatchCheckDocument
{
    QList<WatchCheckRow> nodes;

    static constexpr auto fields()
    {
        return std::tuple(field("nodes", &WatchCheckDocument::nodes, "One a node"));
    }
};

} // namespace muster::console
