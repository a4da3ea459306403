// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/pairingdialog.h"

#include "console/fleet/fleet.h"
#include "console/views/dialogs/pairingcode.h"
#include "console/views/dialogs/pairingform.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/itemdelegate.h"
#include "console/views/widgets/label.h"

#include <QCoroSignal>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSet>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace muster::console {

namespace {

constexpr int RowsShown = 4; ///< of the nodes to pair with; more are scrolled to

QList<PairingQueue::Entry> entriesOf(const Fleet &fleet, const QStringList &addresses)
{
    QList<PairingQueue::Entry> entries;
    QSet<QString> nodeIds;
    for (const QString &address : addresses) {
        const FoundNode found = fleet.found().value(address);
        // One node may have been found at several addresses.
        if (!found.nodeId.isEmpty() && nodeIds.contains(found.nodeId))
            continue;
        nodeIds.insert(found.nodeId);
        entries.append({.address = address, .name = found.name});
    }
    return entries;
}

} // namespace

PairingDialog::PairingDialog(const ViewParts &parts_, const QStringList &addresses, QWidget *parent)
    : Sheet(parts_, tr("Pair with a node"), parent)
    , m_queue(entriesOf(parts_.fleet, addresses))
    , m_stack(new QStackedWidget)
    , m_turn(new Label(parts_.theme, Label::Kind::Bold))
    , m_form(new PairingForm)
    , m_code(new PairingCode(parts_))
    , m_summary(wrappedLabel(parts_.theme, {}))
{
    setMinimumWidth(520);
    m_summary->setAlignment(Qt::AlignTop);
    if (isOfMany())
        content().addWidget(buildQueue());
    content().addWidget(m_turn);
    m_turn->setElided(true);
    m_turn->setVisible(isOfMany());
    for (QWidget *page : {static_cast<QWidget *>(m_form), buildAsking(), static_cast<QWidget *>(m_code),
                          static_cast<QWidget *>(m_summary)})
        m_stack->addWidget(page);
    content().addWidget(m_stack, 1);
    buildButtons();
    m_form->setAddress(addresses.value(0));
    next(false);
}

PairingDialog::~PairingDialog()
{
    m_stop.request_stop();
}

QWidget *PairingDialog::buildQueue()
{
    m_list = new QListView;
    m_list->setModel(&m_queue);
    m_list->setItemDelegate(new ItemDelegate(parts().theme, ItemDelegate::Lines::Two, m_list));
    m_list->setProperty("framed", true);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Nodes to pair with"));
    m_list->setFixedHeight(m_list->sizeHintForRow(0) * std::min(RowsShown, m_queue.count())
                           + 2 * m_list->frameWidth());
    return m_list;
}

QWidget *PairingDialog::buildAsking()
{
    m_asking = wrappedLabel(parts().theme, {});
    auto *bar = new QProgressBar;
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_asking);
    layout->addWidget(bar);
    layout->addStretch(1);
    return page;
}

void PairingDialog::buildButtons()
{
    m_cancel = addCloseButton(tr("Cancel"));
    //: goes on to the next node without pairing with this one
    m_skip = addButton(tr("&Skip this node"));
    //: the node shows another code than the console
    m_differs = addButton(tr("It shows &another code"));
    m_main = addButton(QString(), true);
    connect(m_skip, &QPushButton::clicked, this, &PairingDialog::skip);
    connect(m_differs, &QPushButton::clicked, this, [this] { Q_EMIT answered(false); });
    connect(m_main, &QPushButton::clicked, this, &PairingDialog::mainPressed);
}

QString PairingDialog::shownCode() const
{
    return m_code->code();
}

void PairingDialog::done(int result)
{
    stop();
    Sheet::done(result);
}

void PairingDialog::reject()
{
    if (!isOfMany() || m_step == Step::Result)
        return Sheet::reject();
    if (m_step == Step::Form)
        m_queue.setAddress(m_form->wish().address);
    stop();
    m_queue.pause();
    setFailure({});
    setStep(Step::Result);
}

void PairingDialog::mainPressed()
{
    if (m_step == Step::Form) {
        begin();
    } else if (m_step == Step::Confirm) {
        Q_EMIT answered(true);
    } else if (m_step == Step::Result && unpaired() > 0) {
        m_queue.reopen();
        next(false);
    } else {
        accept();
    }
}

void PairingDialog::begin()
{
    setFailure(m_form->askForMissing());
    if (!failureText().isEmpty())
        return setStep(Step::Form);
    const PairingWish wish = m_form->wish();
    m_queue.setAddress(wish.address);
    m_stop = std::stop_source();
    const int attempt = ++m_attempt;
    m_code->clear();
    m_asking->setText(tr("Asking %1\u2026").arg(wish.address));
    setStep(Step::Asking);
    PairingDialogue dialogue;
    dialogue.showCode = [self = QPointer(this), attempt](const QString &code,
                                                         std::chrono::seconds expiresIn) {
        if (self)
            self->showCode(attempt, code, expiresIn);
    };
    dialogue.confirm = [self = QPointer(this), attempt]() -> QCoro::Task<bool> {
        return self ? self->confirm(attempt) : []() -> QCoro::Task<bool> { co_return false; }();
    };
    QCoro::connect(parts().actions.pair(wish, dialogue, m_stop.get_token()), this,
                   [this, number = m_queue.current(), attempt](const Result<QString> &nodeId) {
                       finish(number, attempt, nodeId);
                   });
}

void PairingDialog::stop()
{
    ++m_attempt; // First, for what is stopped may say so at once.
    m_stop.request_stop();
    m_stop = std::stop_source();
    Q_EMIT answered(false); // A question that is still open is answered by leaving.
}

void PairingDialog::skip()
{
    stop();
    m_queue.settle(m_queue.current(), PairingQueue::Outcome::Skipped);
    next(false);
}

void PairingDialog::showCode(int attempt, const QString &code, std::chrono::seconds expiresIn)
{
    if (attempt != m_attempt)
        return;
    m_code->showCode(code, expiresIn);
    setStep(Step::Code);
}

QCoro::Task<bool> PairingDialog::confirm(int attempt)
{
    if (attempt != m_attempt)
        co_return false;
    m_code->askIfSame();
    setStep(Step::Confirm);
    const QPointer self(this);
    const bool isSame = co_await qCoro(this, &PairingDialog::answered);
    if (self && isSame)
        self->setStep(Step::Asking);
    co_return isSame;
}

void PairingDialog::finish(int number, int attempt, const Result<QString> &nodeId)
{
    // An attempt that was stopped too late ends well all the same.
    const bool isLate = attempt != m_attempt;
    if (!nodeId)
        return isLate ? void() : tellWhyNot(nodeId.error());
    const bool isItsTurn = number == m_queue.current();
    if (isLate && isItsTurn)
        stop();
    if (const FleetNode *node = parts().fleet.node(*nodeId))
        m_queue.setName(number, node->name);
    m_queue.settle(number, PairingQueue::Outcome::Paired);
    Q_EMIT paired(*nodeId);
    if (isItsTurn && isVisible())
        next(!isLate && m_form->isByCode());
    else if (m_step == Step::Result)
        setStep(Step::Result);
}

void PairingDialog::next(bool atOnce)
{
    setFailure({});
    if (m_queue.current() < 0) {
        if (!isOfMany())
            return accept();
        return setStep(Step::Result);
    }
    // What was typed for a node is still there when it has its turn once more.
    if (const QString &address = m_queue.at(m_queue.current()).address; address != m_form->wish().address)
        m_form->setAddress(address);
    if (atOnce)
        begin();
    else
        setStep(Step::Form);
}

void PairingDialog::tellWhyNot(const Error &error)
{
    m_queue.note(error.text);
    setStep(Step::Form);
    setFailure(Phrases::error(error));
}

void PairingDialog::setStep(Step step)
{
    m_step = step;
    switch (step) {
    case Step::Form:
        m_stack->setCurrentWidget(m_form);
        break;
    case Step::Asking:
        m_stack->setCurrentWidget(m_asking->parentWidget());
        break;
    case Step::Code:
    case Step::Confirm:
        m_stack->setCurrentWidget(m_code);
        break;
    case Step::Result:
        m_stack->setCurrentWidget(m_summary);
        break;
    }
    showTurn();
    showButtons();
}

void PairingDialog::showTurn()
{
    if (!isOfMany())
        return;
    const int number = m_queue.current();
    const int all = m_queue.count();
    //: title of a dialog
    setTitle(tr("Pair with %n nodes", nullptr, all));
    m_summary->setText(unpaired() == 0 ? tr("Each of them is under Lone nodes now.")
                                       : tr("What is not paired stays under Found, not paired."));
    if (number < 0) {
        //: %1 of the %n nodes that were to be paired
        m_turn->setText(tr("%1 of %n nodes paired", nullptr, all).arg(all - unpaired()));
        return;
    }
    const PairingQueue::Entry &entry = m_queue.at(number);
    //: %1 of %2 nodes has its turn; %3 is its name or address
    m_turn->setText(tr("Node %1 of %2: %3")
                        .arg(number + 1)
                        .arg(all)
                        .arg(entry.name.isEmpty() ? entry.address : entry.name));
    m_list->setCurrentIndex(m_queue.index(number));
}

void PairingDialog::showButtons()
{
    const bool isQuestion = m_step == Step::Confirm;
    const bool isResult = m_step == Step::Result;
    m_cancel->setVisible(!isQuestion && !(isResult && unpaired() == 0));
    //: buttons of the pairing dialog
    m_cancel->setText(isResult ? tr("Close") : tr("Cancel"));
    m_skip->setVisible(isOfMany() && !isQuestion && !isResult);
    m_differs->setVisible(isQuestion);
    m_main->setVisible(m_step == Step::Form || isQuestion || isResult);
    m_main->setText(isQuestion                    ? tr("The node shows the same &code")
                    : isResult && unpaired() == 0 ? tr("Close")
                    //: goes through the %n nodes that are not paired once more
                    : isResult ? tr("&Go on with the other %n", nullptr, unpaired())
                               : tr("&Pair"));
    // Enter must not confirm what nobody has compared.
    m_main->setAutoDefault(!isQuestion);
    m_differs->setAutoDefault(isQuestion);
    (isQuestion ? m_differs : m_main)->setDefault(true);
    m_main->setProperty("accented", isQuestion);
    if (isQuestion)
        m_differs->setFocus();
}

int PairingDialog::unpaired() const
{
    return m_queue.count() - m_queue.count(PairingQueue::Outcome::Paired);
}

} // namespace muster::console
