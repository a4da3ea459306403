// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/groupmodel.h"

#include <QCoreApplication>

namespace muster::console {

/// What failures are gathered by.
enum class FailureGrouping { Incident, Unit, Node, Time, Nothing };

/// How the rows of a FailureTableModel are gathered. A lone failure of its incident or unit needs no heading.
class FailureGroups
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::FailureGroups)
public:
    [[nodiscard]] static GroupModel::Grouping by(FailureGrouping what);
    [[nodiscard]] static QString nameOf(FailureGrouping what);

private:
    [[nodiscard]] static QString ageOf(const QModelIndex &row); ///< number of a span; the latest is "0"
    [[nodiscard]] static QString spanOf(const QString &age);
    /// Says what all of the rows have in common.
    [[nodiscard]] static Row summary(const QString &key, const QModelIndexList &rows);
    [[nodiscard]] static Row incident(const QString &key, const QModelIndexList &rows);
    [[nodiscard]] static Row unit(const QString &key, const QModelIndexList &rows);
    [[nodiscard]] static Row node(const QString &key, const QModelIndexList &rows);
    [[nodiscard]] static Row time(const QString &key, const QModelIndexList &rows);
};

} // namespace muster::console
