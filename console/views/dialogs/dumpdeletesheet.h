// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/dumps/dumpids.h"
#include "console/views/dialogs/worksheet.h"

#include "shared/api/dumps.h"

namespace muster::console {

/// Deletes dumps, on whatever nodes they are; says of each whether anybody has it before.
class DumpDeleteSheet : public WorkSheet
{
    Q_OBJECT
public:
    DumpDeleteSheet(const ViewParts &parts, const QList<DumpId> &dumps, QWidget *parent);

protected:
    [[nodiscard]] QString verb(int count) const override;
    void run(const QStringList &keys) override;

private:
    [[nodiscard]] WorkList::Item itemOf(const DumpId &dump) const;
    void take(const QString &nodeId, const QStringList &ids, const Result<DumpDeleteAnswer> &answer);

    QHash<QString, DumpId> m_dumps; ///< by key
};

} // namespace muster::console
