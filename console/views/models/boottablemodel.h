// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/boots/comparedboots.h"
#include "console/views/models/rowmodel.h"

namespace muster::console {

/// The boots of one host, one a row, beside what is usual there.
class BootTableModel : public RowModel
{
    Q_OBJECT
public:
    enum Columns { Began, Ended, Total, Usual, Remark };

    explicit BootTableModel(QObject *parent = nullptr);

    void show(const QList<ComparedBoot> &boots);
};

/// The stages of one boot, one a row, in order.
class BootStageModel : public RowModel
{
    Q_OBJECT
public:
    enum Columns { Stage, Began, Lasted, Usual, Remark };

    explicit BootStageModel(QObject *parent = nullptr);

    /// @param stall of the boot that is under way; where it is
    void show(const ComparedBoot &boot, const std::optional<BootStall> &stall);
    void clear();
};

} // namespace muster::console
