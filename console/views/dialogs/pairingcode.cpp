// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/pairingcode.h"

#include "console/views/text/ageticker.h"
#include "console/views/widgets/iconbutton.h"
#include "console/views/widgets/label.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// The code in two groups, however the other side writes it.
QString grouped(QString code)
{
    code.remove(u'-').remove(u' ');
    const qsizetype half = (code.size() + 1) / 2;
    return code.first(half) + u'-' + code.sliced(half);
}

} // namespace

PairingCode::PairingCode(const ViewParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_code(new Label(parts.theme, Label::Kind::Code))
    , m_question(wrappedLabel(parts.theme, {}))
    , m_command(new QLineEdit)
    , m_commandLine(buildCommand(parts))
    , m_countdown(new Label(parts.theme, Label::Kind::Base, Colour::Dim))
{
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_code->setAlignment(Qt::AlignCenter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * Theme::Step);
    layout->addWidget(m_code);
    layout->addWidget(m_question);
    layout->addWidget(m_commandLine);
    layout->addWidget(m_countdown);
    layout->addStretch(1);
    connect(&parts.ticker, &AgeTicker::ticked, this, &PairingCode::showCountdown);
    parts.ticker.repaint(m_countdown);
}

QWidget *PairingCode::buildCommand(const ViewParts &parts)
{
    m_command->setReadOnly(true);
    m_command->setFont(parts.theme.fixedFont());
    m_command->setAccessibleName(tr("What to type on the node"));
    auto *copy = new IconButton(parts.theme, u"copy"_s, tr("Copy"));
    connect(copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_command->text()); });
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_command, 1);
    layout->addWidget(copy);
    return line;
}

QString PairingCode::code() const
{
    return m_code->text();
}

void PairingCode::clear()
{
    m_code->clear();
}

void PairingCode::showCode(const QString &code, std::chrono::seconds expiresIn)
{
    const QString text = grouped(code);
    m_code->setText(text);
    m_code->setAccessibleName(tr("Code %1").arg(text));
    m_command->setText(u"muster-agent pair accept "_s + text);
    m_question->setText(tr("The node shows this code too. If it is the same there, accept it on the node:"));
    m_expires = QDeadlineTimer(expiresIn);
    m_commandLine->setVisible(true);
    m_countdown->setVisible(true);
    showCountdown();
}

void PairingCode::askIfSame()
{
    m_question->setText(tr("Somebody has accepted on the node. Did the node show exactly this code?"));
    m_commandLine->setVisible(false);
    m_countdown->setVisible(false);
}

void PairingCode::showCountdown()
{
    const int left = int((m_expires.remainingTime() + 999) / 1000);
    //: time until a code is not good any more, minutes and seconds
    m_countdown->setText(tr("Good for %1:%2 more").arg(left / 60).arg(left % 60, 2, 10, QChar(u'0')));
}

} // namespace muster::console
