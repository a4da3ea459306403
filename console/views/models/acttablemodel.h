// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/rowmodel.h"

#include "shared/model/control.h"

namespace muster::console {

/// What an action would do on each member and what speaks against it, and then what has come of it there.
class ActTableModel : public RowModel
{
    Q_OBJECT
public:
    enum Columns { Number, Member, Shows, Effect, Remark };

    explicit ActTableModel(QObject *parent = nullptr);

    void setOutlook(const ActOutlook &outlook);
    /// How far it is; members that it is not about keep what they show.
    void setAct(const SystemAct &act);
    /// Members that were asked and did not do it.
    [[nodiscard]] QList<int> failed() const;

private:
    void show(const MemberOutlook &member);

    QMap<int, MemberOutlook> m_outlook; ///< by instance
    QMap<int, MemberAct> m_acts; ///< by instance
};

} // namespace muster::console
