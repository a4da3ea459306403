// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/acts/actorder.h"
#include "console/views/dialogs/sheet.h"
#include "console/views/models/acttablemodel.h"

#include <stop_token>

namespace muster::console {

class Label;
class TablePanel;

/// Power and restarts: what would happen on which member and what speaks against it, a button named by the
/// verb, then live what comes of it on each, and the chance to try again where it failed. What was begun goes
/// on when this is closed.
class ActSheet : public Sheet
{
    Q_OBJECT
public:
    ActSheet(const ViewParts &parts, const ActWish &wish, QWidget *parent);
    ~ActSheet() override;

private:
    enum class Step { Looking, Unlooked, Ready, Running, Tried };

    void buildContent();
    [[nodiscard]] QString whom() const;
    void look();
    void takeOutlook(const Result<ActOutlook> &outlook);
    void run();
    void takeStarted(const Result<ActStarted> &started);
    void takeProgress(const Result<SystemAct> &act);
    void takeEnd(const Result<SystemAct> &act);
    void loseSight(const Error &why);
    void showState();
    void explain();
    [[nodiscard]] QString verb() const;

    ActWish m_wish;
    ActOrder m_order;
    ActTableModel m_model;
    ActOutlook m_outlook;
    Step m_step = Step::Looking;
    std::stop_source m_following;
    Label *m_remarks;
    TablePanel *m_table;
    QPushButton *m_close;
    QPushButton *m_do;
};

} // namespace muster::console
