// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/systemchangesheet.h"

#include "console/fleet/fleet.h"
#include "console/views/text/phrases.h"
#include "console/views/text/systemphrases.h"
#include "console/views/widgets/label.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

SystemChangeSheet::SystemChangeSheet(const ViewParts &parts_, const Order &order, QWidget *parent)
    : Sheet(parts_, order.title, parent)
    , m_order(order)
    , m_remarks(wrappedLabel(parts_.theme, {}))
    , m_table(new TablePanel(parts_, u"systemChange"_s, m_model))
    , m_force(new QCheckBox)
    , m_typeLabel(wrappedLabel(parts_.theme, {}))
    , m_typed(new QLineEdit)
{
    resize(880, 460);
    buildContent();
    m_close = addCloseButton(tr("Cancel"));
    m_do = addButton({}, true);
    connect(m_do, &QPushButton::clicked, this, &SystemChangeSheet::run);
    connect(m_force, &QCheckBox::toggled, this, &SystemChangeSheet::draft);
    connect(m_typed, &QLineEdit::textChanged, this, &SystemChangeSheet::showState);
    if (!order.typed.isEmpty())
        m_typed->setFocus();
    draft();
}

void SystemChangeSheet::buildContent()
{
    content().addWidget(m_remarks);
    m_table->view().setProperty("framed", true);
    m_table->view().setFrameShape(QFrame::StyledPanel);
    m_table->view().sortByColumn(SystemChangeModel::Number, Qt::AscendingOrder);
    m_table->view().setAccessibleName(tr("What changes on which member"));
    m_table->setBarVisible(false);
    m_table->setMinimumHeight(140);
    content().addWidget(m_table, 1);
    //: a person confirms that a machine is off
    m_force->setText(tr("The coordinator that does not answer is s&witched off, and I know it"));
    m_force->hide();
    content().addWidget(m_force);
    const bool isTyped = !m_order.typed.isEmpty();
    //: %1 is the name of a system
    m_typeLabel->setText(tr("&Type %1 to confirm:").arg(QString(m_order.typed).replace(u'&', u"&&"_s)));
    m_typeLabel->setBuddy(m_typed);
    m_typeLabel->setVisible(isTyped);
    m_typed->setVisible(isTyped);
    m_typed->setAccessibleName(tr("Name of the system"));
    content().addWidget(m_typeLabel);
    content().addWidget(m_typed);
}

Result<SystemDraft> SystemChangeSheet::drafted() const
{
    if (m_order.wish.isEmpty())
        return draftRepeat(parts().fleet, m_order.system);
    MembershipWish wish = m_order.wish;
    wish.isForced = m_force->isChecked();
    return draftSystem(parts().fleet, parts().actions, m_order.system, wish);
}

void SystemChangeSheet::draft()
{
    setFailure({});
    m_step = Step::Drafting;
    const auto made = drafted();
    if (!made) {
        // What only a person can know is asked of one.
        const ErrorCode code = made.error().code;
        const bool isOfCoordinator = made.error().field == "coordinator"_L1
                                     && (code == ErrorCode::Unavailable || code == ErrorCode::Conflict);
        m_force->setVisible(m_force->isChecked() || isOfCoordinator);
        setFailure(Phrases::error(made.error()));
        return showState();
    }
    ask(*made);
}

void SystemChangeSheet::ask(const SystemDraft &draft)
{
    m_draft = draft;
    m_model.setDraft(draft);
    m_step = Step::Asking;
    explain();
    showState();
    QCoro::connect(checkDraft(parts().actions, draft), this,
                   [this](const SystemDraft &checked) { takeChecked(checked); });
}

void SystemChangeSheet::takeChecked(const SystemDraft &draft)
{
    // The box may have been ticked meanwhile, which makes another draft.
    if (m_step != Step::Asking || draft.text != m_draft.text)
        return;
    m_draft = draft;
    m_model.setDraft(draft);
    m_step = Step::Ready;
    showState();
}

void SystemChangeSheet::explain()
{
    QStringList lines = m_order.whatHappens;
    const auto &before = m_draft.before;
    if (before && before->name != m_draft.next.name)
        //: a system gets another name: %1 before, %2 after
        lines.append(tr("It is called %2 instead of %1.").arg(before->name, m_draft.next.name));
    for (const SettingChange &change : std::as_const(m_draft.settings)) {
        if (before)
            lines.append(SystemPhrases::setting(change));
    }
    if (m_draft.next.fence && !(before && before->fence))
        lines.append(tr("The old coordinator does not answer and may act still: the new one acts as soon as "
                        "more than half of the old members stand with it."));
    lines += m_draft.warnings;
    m_remarks->setText(lines.join(u'\n'));
    m_remarks->setVisible(!lines.isEmpty());
}

void SystemChangeSheet::run()
{
    m_step = Step::Running;
    setFailure({});
    showState();
    const auto told = [self = QPointer(this), draft = m_draft](const MemberResult &result) {
        if (self)
            self->m_model.setResult(draft, result);
    };
    QCoro::connect(applyDraft(parts().actions, m_draft, told), this,
                   [this](const QList<MemberResult> &results) { takeResults(results); });
}

void SystemChangeSheet::takeResults(const QList<MemberResult> &results)
{
    for (const MemberResult &result : results) {
        m_model.setResult(m_draft, result);
        m_isAnyTold |= result.answer.has_value();
    }
    m_step = Step::Tried;
    m_draft = failedOf(m_draft, results);
    showState();
    if (m_model.failed() == 0) {
        Q_EMIT changed(m_draft.next.id);
        accept();
    }
}

void SystemChangeSheet::reject()
{
    // What some members have is the system's from now on, whatever becomes of the others.
    if (m_isAnyTold)
        Q_EMIT changed(m_draft.next.id);
    Sheet::reject();
}

bool SystemChangeSheet::isConfirmed() const
{
    return m_order.typed.isEmpty() || m_typed->text() == m_order.typed;
}

void SystemChangeSheet::showState()
{
    const bool isReady = m_step == Step::Ready && !m_draft.isBlocked();
    m_table->setVisible(m_step != Step::Drafting); // there is nothing in it yet
    m_do->setText(QString(verb()).replace(u'&', u"&&"_s)); // A name may have one.
    m_do->setEnabled((isReady || m_step == Step::Tried) && isConfirmed());
    m_close->setText(m_step == Step::Tried ? tr("Close") : tr("Cancel"));
    m_force->setEnabled(m_step != Step::Running && m_step != Step::Tried);
    m_typed->setEnabled(m_step != Step::Running && m_step != Step::Tried);
    if (m_step == Step::Ready && m_draft.isBlocked())
        setFailure(blockingReason());
}

QString SystemChangeSheet::blockingReason() const
{
    for (const MemberChange &change : m_draft.changes) {
        if (change.objection && change.objection->blocks)
            return Phrases::error(change.objection->why);
    }
    return {};
}

QString SystemChangeSheet::verb() const
{
    if (m_step == Step::Tried && m_model.failed() > 0)
        //: button: tells the nodes again on which it failed
        return tr("Retry the %n that failed", nullptr, m_model.failed());
    return m_order.verb;
}

SystemChangeSheet::Order SystemOrders::dissolve(const FleetSystem &system)
{
    MembershipWish wish;
    wish.isDissolved = true;
    return {.system = system.name,
            .wish = wish,
            .title = tr("Dissolve %1?").arg(system.name),
            //: button; %1 is a system
            .verb = tr("Dissolve %1").arg(system.name),
            .whatHappens = {tr("Its %n members stay paired, as lone nodes, and do not act together any more.",
                               nullptr, int(system.members.size())),
                            tr("It cannot be undone: a system made of them again is another one.")},
            .typed = system.plainName()};
}

SystemChangeSheet::Order SystemOrders::handOver(const FleetSystem &system, const FleetNode &node)
{
    MembershipWish wish;
    wish.coordinator = node.nodeId;
    return {.system = system.name,
            .wish = wish,
            //: %1 is a node, %2 a system
            .title = tr("Let %1 coordinate %2?").arg(node.name, system.name),
            //: button; %1 is a node
            .verb = tr("Let %1 coordinate").arg(node.name),
            .whatHappens = {},
            .typed = {}};
}

SystemChangeSheet::Order SystemOrders::repeat(const FleetSystem &system)
{
    return {.system = system.name,
            .wish = {},
            //: %1 is a system
            .title = tr("Tell members of %1 again").arg(system.name),
            //: button: members that have an older membership are told the present one
            .verb = tr("Tell them again"),
            .whatHappens = {tr("These members do not have the membership in force.")},
            .typed = {}};
}

} // namespace muster::console
