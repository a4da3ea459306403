// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/actsheet.h"

#include "console/acts/followact.h"
#include "console/fleet/nodecall.h"
#include "console/views/text/actphrases.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/label.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// A coordinator asks its members for their dumps before it answers.
constexpr std::chrono::seconds LookDeadline{15};
constexpr std::chrono::seconds AskDeadline{10};

} // namespace

ActSheet::ActSheet(const ViewParts &parts_, const ActWish &wish, QWidget *parent)
    : Sheet(parts_, {}, parent)
    , m_wish(wish)
    , m_remarks(wrappedLabel(parts_.theme, {}))
    , m_table(new TablePanel(parts_, u"act"_s, m_model))
{
    setTitle(ActPhrases::title(wish.action, whom()));
    resize(980, 460);
    buildContent();
    m_close = addCloseButton(tr("Cancel"));
    m_do = addButton({}, true);
    connect(m_do, &QPushButton::clicked, this, [this] {
        if (m_step == Step::Unlooked)
            look();
        else
            run();
    });
    look();
}

ActSheet::~ActSheet()
{
    m_following.request_stop();
}

QString ActSheet::whom() const
{
    const FleetNode *node = m_wish.nodeId.isEmpty() ? nullptr : parts().fleet.node(m_wish.nodeId);
    return node ? node->name : m_wish.system;
}

void ActSheet::buildContent()
{
    content().addWidget(m_remarks);
    m_table->view().setProperty("framed", true);
    m_table->view().setFrameShape(QFrame::StyledPanel);
    m_table->view().sortByColumn(ActTableModel::Number, Qt::AscendingOrder);
    m_table->view().setAccessibleName(tr("What happens on which member"));
    m_table->setBarVisible(false);
    m_table->setMinimumHeight(140);
    content().addWidget(m_table, 1);
}

void ActSheet::look()
{
    setFailure({});
    m_step = Step::Looking;
    showState();
    const auto order = orderOf(parts().fleet, m_wish);
    if (!order)
        return takeOutlook(fail(order.error()));
    m_order = *order;
    QCoro::connect(callNode<api::StatePreview>(parts().actions, m_order.nodeId, m_order.params, LookDeadline),
                   this, [this](const Result<ActOutlook> &outlook) { takeOutlook(outlook); });
}

void ActSheet::takeOutlook(const Result<ActOutlook> &outlook)
{
    m_step = outlook ? Step::Ready : Step::Unlooked;
    if (outlook) {
        m_outlook = *outlook;
        m_model.setOutlook(m_outlook);
    } else {
        setFailure(Phrases::error(outlook.error()));
    }
    explain();
    showState();
}

void ActSheet::explain()
{
    QStringList lines;
    int opposed = 0;
    bool isSame = !m_outlook.members.isEmpty();
    for (const MemberOutlook &member : std::as_const(m_outlook.members)) {
        opposed += member.against.isEmpty() ? 0 : 1;
        isSame = isSame && member.effect == m_outlook.members.first().effect;
    }
    // Said once where it is the same for all.
    m_table->view().setColumnHidden(ActTableModel::Effect, isSame);
    if (isSame && m_step == Step::Ready)
        //: what an action does on each member, as "its power goes off at once"
        lines.append(tr("On each member: %1.").arg(m_outlook.members.first().effect));
    if (m_order.system.isEmpty() && !m_wish.system.isEmpty() && m_step == Step::Ready)
        lines.append(tr("No coordinator answers: the node is asked by itself."));
    else if (m_outlook.members.size() > 1)
        lines.append(
            tr("All %n members are asked at the same time. It is done on a member when its state shows "
               "it.",
               nullptr, int(m_outlook.members.size())));
    if (opposed > 0 && m_step == Step::Ready)
        //: members for which there is an objection to what is about to be done
        lines.append(tr("Something speaks against it on %n members.", nullptr, opposed));
    if (m_step == Step::Running)
        lines.append(tr("It goes on when this is closed: Jobs shows how far it is."));
    m_remarks->setText(lines.join(u'\n'));
    m_remarks->setVisible(!lines.isEmpty());
}

void ActSheet::run()
{
    const bool isRetry = m_step == Step::Tried;
    // Who coordinates may be another one by now.
    if (isRetry && !m_order.system.isEmpty()) {
        m_wish.members = m_model.failed();
        const auto order = orderOf(parts().fleet, m_wish);
        if (!order)
            return setFailure(Phrases::error(order.error()));
        m_order = *order;
    }
    m_step = Step::Running;
    setFailure({});
    explain();
    showState();
    QCoro::connect(callNode<api::StateAct>(parts().actions, m_order.nodeId, m_order.params, AskDeadline),
                   this, [this](const Result<ActStarted> &started) { takeStarted(started); });
}

void ActSheet::takeStarted(const Result<ActStarted> &started)
{
    if (!started) {
        // What was not begun can be tried again as it was.
        m_step = m_model.failed().isEmpty() ? Step::Ready : Step::Tried;
        setFailure(Phrases::error(started.error()));
        explain();
        return showState();
    }
    const auto told = [self = QPointer(this)](const Result<SystemAct> &act) {
        if (self)
            self->takeProgress(act);
    };
    const ActFollowing following{true, AskDeadline, told, m_following.get_token()};
    QCoro::connect(followAct(parts().fleet, parts().actions, m_order.nodeId, started->job, following), this,
                   [this](const Result<SystemAct> &act) { takeEnd(act); });
}

/// Whoever watched it may be gone with what it knew: a look says what the members show now.
void ActSheet::loseSight(const Error &why)
{
    m_step = Step::Unlooked;
    setFailure(Phrases::error(why));
    explain();
    showState();
}

void ActSheet::takeProgress(const Result<SystemAct> &act)
{
    setFailure(act ? QString() : Phrases::error(act.error()));
    if (!act)
        return;
    m_model.setAct(*act);
    m_remarks->setText(
        tr("%1. It goes on when this is closed: Jobs shows how far it is.").arg(ActPhrases::progress(*act)));
    m_remarks->show();
}

void ActSheet::takeEnd(const Result<SystemAct> &act)
{
    if (!act)
        return loseSight(act.error());
    m_step = Step::Tried;
    setFailure({});
    m_model.setAct(*act);
    m_remarks->setText(ActPhrases::progress(*act));
    showState();
}

void ActSheet::showState()
{
    const bool isTried = m_step == Step::Tried;
    m_table->setVisible(!m_outlook.members.isEmpty());
    m_do->setText(verb());
    m_do->setVisible(!isTried || !m_model.failed().isEmpty());
    m_do->setEnabled(m_step == Step::Ready || m_step == Step::Unlooked || isTried);
    m_close->setText(m_step == Step::Running || isTried ? tr("Close") : tr("Cancel"));
    if (m_step == Step::Looking) {
        m_remarks->setText(tr("Asking what would happen\u2026"));
        m_remarks->show();
    }
}

QString ActSheet::verb() const
{
    if (m_step == Step::Unlooked)
        //: button
        return tr("Try again");
    if (m_step == Step::Tried)
        //: button: asks the members again on which it failed
        return tr("Retry the %n that failed", nullptr, int(m_model.failed().size()));
    return ActPhrases::verb(m_wish.action, std::max(1, int(m_outlook.members.size())));
}

} // namespace muster::console
