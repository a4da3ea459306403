// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/evidence/lineview.h"
#include "shared/model/unit.h"

namespace muster::console {

/// Lines of a journal, read only: time, mark and colour by priority, message.
class JournalView : public LineView
{
    Q_OBJECT
public:
    explicit JournalView(const Theme &theme, QWidget *parent = nullptr);

    void setJournal(const QList<JournalLine> &journal);
    [[nodiscard]] static QString asText(const QList<JournalLine> &lines);
};

} // namespace muster::console
