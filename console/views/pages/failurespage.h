// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/pages/page.h"

namespace muster::console {

class FailureList;

/// Failures of watched units across the fleet; the evidence of the selected one is beside it.
class FailuresPage : public Page
{
    Q_OBJECT
public:
    explicit FailuresPage(const ViewParts &parts, QWidget *parent = nullptr);

    void select(const Subject &failure);

private:
    void showState();

    FailureList *m_list;
};

} // namespace muster::console
