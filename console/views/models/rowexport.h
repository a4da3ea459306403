// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractItemModel>
#include <QCoreApplication>

namespace muster::console {

enum class CopyForm { Text, Tsv, Json };

/// Rows of a table as text to paste elsewhere. Ages become full times.
/// @param rows one index of each row, in the order wanted
/// @param columns the columns wanted, in order
/// @return Text: columns aligned, with titles; Tsv: titles, then a line a row, tabs and line ends in values
/// become spaces; Json: an array of objects named by the columns' stable names.
[[nodiscard]] QString exportRows(const QModelIndexList &rows, const QList<int> &columns, CopyForm form);

} // namespace muster::console
