// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/pairingdialog.h"

#include "console/fleet/fleet.h"
#include "console/views/text/ageticker.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/iconbutton.h"
#include "console/views/widgets/label.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QCoroSignal>
#include <QFormLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

enum Sheet_ { FormSheet, AskingSheet, CodeSheet };

/// The code in two groups, however the other side writes it.
QString grouped(QString code)
{
    code.remove(u'-').remove(u' ');
    const qsizetype half = (code.size() + 1) / 2;
    return code.first(half) + u'-' + code.sliced(half);
}

} // namespace

PairingDialog::PairingDialog(const ViewParts &parts_, const QString &address, QWidget *parent)
    : Sheet(parts_, tr("Pair with a node"), parent)
    , m_stack(new QStackedWidget)
{
    setMinimumWidth(520);
    m_stack->addWidget(buildForm(address));
    m_stack->addWidget(buildAsking());
    m_stack->addWidget(buildCode());
    content().addWidget(m_stack, 1);
    m_cancel = addCloseButton(tr("Cancel"));
    //: the node shows another code than the console
    m_differs = addButton(tr("It shows another code"));
    m_main = addButton(QString(), true);
    connect(m_differs, &QPushButton::clicked, this, [this] { Q_EMIT answered(false); });
    connect(m_main, &QPushButton::clicked, this, [this] {
        if (m_step == Step::Form)
            begin();
        else if (m_step == Step::Confirm)
            Q_EMIT answered(true);
    });
    connect(&parts_.ticker, &AgeTicker::ticked, this, &PairingDialog::showCountdown);
    parts_.ticker.repaint(m_countdown);
    setStep(Step::Form);
    if (address.isEmpty())
        m_address->setFocus();
}

PairingDialog::~PairingDialog()
{
    m_stop.request_stop();
}

QWidget *PairingDialog::buildForm(const QString &address)
{
    m_address = new QLineEdit(address);
    m_address->setAccessibleName(tr("Address"));
    //: example of what can be typed into a field
    m_address->setPlaceholderText(tr("host, host:port or [IPv6]:port"));
    m_role = new QComboBox;
    for (const Role role : {Role::Viewer, Role::Operator, Role::Admin})
        m_role->addItem(Phrases::role(role), int(role));
    m_role->setCurrentIndex(1);
    m_byCode = new QRadioButton(tr("Compare a code with somebody at the node"));
    m_byToken = new QRadioButton(tr("With a one-time token"));
    m_byCode->setChecked(true);
    m_token = new QLineEdit;
    m_token->setPlaceholderText(tr("printed by: muster-agent token --role operator"));
    m_token->setEnabled(false);
    m_token->setAccessibleName(tr("Token"));
    connect(m_byToken, &QRadioButton::toggled, m_token, &QWidget::setEnabled);
    connect(m_byToken, &QRadioButton::toggled, m_role, &QWidget::setDisabled);
    auto *way = new QVBoxLayout;
    way->setSpacing(2 * Theme::Step);
    way->addWidget(m_byCode);
    way->addWidget(m_byToken);
    way->addWidget(m_token);
    auto *form = new QWidget;
    auto *layout = new QFormLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(6 * Theme::Step);
    layout->setVerticalSpacing(3 * Theme::Step);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->addRow(tr("Address"), m_address);
    //: what this console may do on the node
    layout->addRow(tr("Role here"), m_role);
    //: how to make sure that it is the right node
    layout->addRow(tr("Way"), way);
    return form;
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

QWidget *PairingDialog::buildCode()
{
    m_code = new Label(parts().theme, Label::Kind::Code);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_code->setAlignment(Qt::AlignCenter);
    m_command = new QLineEdit;
    m_command->setReadOnly(true);
    m_command->setFont(parts().theme.fixedFont());
    m_command->setAccessibleName(tr("What to type on the node"));
    auto *copy = new IconButton(parts().theme, u"copy"_s, tr("Copy"));
    connect(copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_command->text()); });
    m_countdown = new Label(parts().theme, Label::Kind::Base, Colour::Dim);
    m_question = wrappedLabel(parts().theme, {});
    m_commandLine = new QWidget;
    auto *line = new QHBoxLayout(m_commandLine);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_command, 1);
    line->addWidget(copy);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * Theme::Step);
    layout->addWidget(m_code);
    layout->addWidget(m_question);
    layout->addWidget(m_commandLine);
    layout->addWidget(m_countdown);
    layout->addStretch(1);
    return page;
}

QString PairingDialog::shownCode() const
{
    return m_code->text();
}

void PairingDialog::done(int result)
{
    m_stop.request_stop();
    Q_EMIT answered(false); // A question that is still open is answered by leaving.
    Sheet::done(result);
}

void PairingDialog::begin()
{
    const QString address = m_address->text().trimmed();
    const bool hasToken = m_byToken->isChecked();
    setFailure(address.isEmpty() ? tr("Say where the node is: an address is needed")
               : hasToken && m_token->text().trimmed().isEmpty()
                   ? tr("Type the token, or compare a code instead")
                   : QString());
    if (!failureText().isEmpty())
        return (address.isEmpty() ? m_address : m_token)->setFocus();
    m_stop = std::stop_source();
    m_code->clear();
    m_asking->setText(tr("Asking %1\u2026").arg(address));
    setStep(Step::Asking);
    PairingDialogue dialogue;
    dialogue.showCode = [self = QPointer(this)](const QString &code, std::chrono::seconds expiresIn) {
        if (self)
            self->showCode(code, expiresIn);
    };
    dialogue.confirm = [self = QPointer(this)]() -> QCoro::Task<bool> {
        return self ? self->confirm() : []() -> QCoro::Task<bool> { co_return false; }();
    };
    const PairingWish wish{address, Role(m_role->currentData().toInt()),
                           hasToken ? m_token->text().trimmed() : QString()};
    QCoro::connect(parts().actions.pair(wish, dialogue, m_stop.get_token()), this,
                   [this](const Result<QString> &nodeId) { finish(nodeId); });
}

void PairingDialog::showCode(const QString &code, std::chrono::seconds expiresIn)
{
    const QString text = grouped(code);
    m_code->setText(text);
    m_code->setAccessibleName(tr("Code %1").arg(text));
    m_command->setText(u"muster-agent pair accept "_s + text);
    m_question->setText(tr("The node shows this code too. If it is the same there, accept it on the node:"));
    m_expires = QDeadlineTimer(expiresIn);
    setStep(Step::Code);
    showCountdown();
}

QCoro::Task<bool> PairingDialog::confirm()
{
    m_question->setText(tr("Somebody has accepted on the node. Did the node show exactly this code?"));
    setStep(Step::Confirm);
    const QPointer self(this);
    const bool isSame = co_await qCoro(this, &PairingDialog::answered);
    if (self && isSame)
        self->setStep(Step::Asking);
    co_return isSame;
}

void PairingDialog::finish(const Result<QString> &nodeId)
{
    if (nodeId) {
        Q_EMIT paired(*nodeId);
        return accept();
    }
    setStep(Step::Form);
    setFailure(
        nodeId.error().code == ErrorCode::Cancelled
            ? tr("Not paired: the codes were not the same, or it was stopped. If they differed, somebody may "
                 "be between this console and the node.")
            : Phrases::error(nodeId.error()));
}

void PairingDialog::setStep(Step step)
{
    m_step = step;
    const bool hasCode = step == Step::Code || step == Step::Confirm;
    m_stack->setCurrentIndex(step == Step::Form ? FormSheet : hasCode ? CodeSheet : AskingSheet);
    m_differs->setVisible(step == Step::Confirm);
    m_cancel->setVisible(step != Step::Confirm);
    m_main->setVisible(step == Step::Form || step == Step::Confirm);
    //: buttons of the pairing dialog
    m_main->setText(step == Step::Confirm ? tr("The node shows the same code") : tr("Pair"));
    // Enter must not confirm what nobody has compared.
    const bool isQuestion = step == Step::Confirm;
    m_main->setAutoDefault(!isQuestion);
    m_main->setDefault(!isQuestion);
    m_main->setProperty("accented", isQuestion);
    m_differs->setAutoDefault(isQuestion);
    if (isQuestion)
        m_differs->setFocus();
    m_commandLine->setVisible(step != Step::Confirm);
    m_countdown->setVisible(step == Step::Code);
}

void PairingDialog::showCountdown()
{
    if (m_step != Step::Code)
        return;
    const int left = int((m_expires.remainingTime() + 999) / 1000);
    //: time until a code is not good any more, minutes and seconds
    m_countdown->setText(tr("Good for %1:%2 more").arg(left / 60).arg(left % 60, 2, 10, QChar(u'0')));
}

} // namespace muster::console
