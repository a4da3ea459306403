// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/systems/systemchange.h"
#include "console/views/models/rowmodel.h"

namespace muster::console {

/// A change of a system, a node a row: what changes for it, what speaks against it, and what came of it.
class SystemChangeModel : public RowModel
{
    Q_OBJECT
public:
    enum Columns { Number, Member, Change, Remark };

    explicit SystemChangeModel(QObject *parent = nullptr);

    void setDraft(const SystemDraft &draft);
    void setResult(const SystemDraft &draft, const MemberResult &result);
    [[nodiscard]] int failed() const; ///< nodes that did not take it, and will not by themselves

private:
    void show(const MemberChange &change);
    [[nodiscard]] Cell remark(const MemberChange &change) const;

    SystemDraft m_draft;
    QHash<QString, Cell> m_results; ///< by node id
    QSet<QString> m_failed;
    QStringList m_shown;
};

} // namespace muster::console
