// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/pages/page.h"

class QStackedWidget;

namespace muster::console {

class EmptyState;
class ProblemList;

/// What of the whole fleet needs attention; the page one starts with.
class AttentionPage : public Page
{
    Q_OBJECT
public:
    explicit AttentionPage(const ViewParts &parts, QWidget *parent = nullptr);

private:
    void showState();
    void emptyActionWanted();

    ProblemList *m_list;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
};

} // namespace muster::console
