// SPDX-License-Identifier: Apache-2.0
#include "console/views/browser/findbar.h"

#include "console/archive/contentkind.h"
#include "console/archive/inbackground.h"
#include "console/archive/linescan.h"
#include "console/views/theme/theme.h"
#include "console/views/widgets/iconbutton.h"
#include "console/views/widgets/label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype MaxFoundLines = 100'000;
constexpr int PauseMilliseconds = 150;

struct FoundLines
{
    QList<qint64> lines;
    bool isCutShort = false;
};

FoundLines findLines(const TextLines &lines, const TextPattern &pattern, const WorkWatch &watch)
{
    FoundLines found;
    const auto scanned =
        scanLines(*lines.bytes(), TextLines::MaxLineBytes, watch, [&](qint64 number, QByteArrayView line) {
            if (!pattern.mayBeIn(line) || !pattern.find(readableText(line)))
                return true;
            found.isCutShort = found.lines.size() >= MaxFoundLines;
            if (!found.isCutShort)
                found.lines.append(number);
            return !found.isCutShort;
        });
    found.isCutShort = found.isCutShort || !scanned;
    return found;
}

} // namespace

FindBar::FindBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit)
    //: search: the text is a regular expression
    , m_isExpression(new QCheckBox(tr("Regular e&xpression")))
    //: search: capital letters count
    , m_isCaseSensitive(new QCheckBox(tr("&Match case")))
    , m_count(new Label(theme, Label::Kind::Base, Colour::Dim))
{
    m_text->setPlaceholderText(tr("Find in this member"));
    m_text->setAccessibleName(tr("Find in this member"));
    m_text->setClearButtonEnabled(true);
    auto *before = new IconButton(theme, u"chevron-up"_s, tr("Previous match"));
    auto *after = new IconButton(theme, u"chevron-down"_s, tr("Next match"));
    auto *close = new IconButton(theme, u"close"_s, tr("Close the find bar"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * Theme::Step, Theme::Step, 2 * Theme::Step, Theme::Step);
    layout->addWidget(m_text, 1);
    for (QWidget *widget : {static_cast<QWidget *>(before), static_cast<QWidget *>(after),
                            static_cast<QWidget *>(m_count), static_cast<QWidget *>(m_isExpression),
                            static_cast<QWidget *>(m_isCaseSensitive), static_cast<QWidget *>(close)})
        layout->addWidget(widget);
    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMilliseconds);
    connect(&m_pause, &QTimer::timeout, this, &FindBar::restart);
    connect(m_text, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_isExpression, &QCheckBox::toggled, this, &FindBar::restart);
    connect(m_isCaseSensitive, &QCheckBox::toggled, this, &FindBar::restart);
    connect(m_text, &QLineEdit::returnPressed, this, [this] { next(1); });
    connect(before, &QToolButton::clicked, this, [this] { next(-1); });
    connect(after, &QToolButton::clicked, this, [this] { next(1); });
    connect(close, &QToolButton::clicked, this, &FindBar::closed);
}

void FindBar::setLines(std::shared_ptr<const TextLines> lines)
{
    m_lines = std::move(lines);
    if (!m_text->text().isEmpty()) // What was searched for elsewhere stays marked.
        restart();
}

void FindBar::open()
{
    show();
    m_text->setFocus();
    m_text->selectAll();
}

void FindBar::search(const QString &text, bool isRegularExpression, bool isCaseSensitive)
{
    const QSignalBlocker one(m_text);
    const QSignalBlocker other(m_isExpression);
    const QSignalBlocker third(m_isCaseSensitive);
    m_text->setText(text);
    m_isExpression->setChecked(isRegularExpression);
    m_isCaseSensitive->setChecked(isCaseSensitive);
    restart();
}

void FindBar::restart()
{
    m_pause.stop();
    m_work.stop();
    m_found.clear();
    m_at = -1;
    m_isCutShort = false;
    m_hasPattern = false;
    const auto pattern =
        TextPattern::make(m_text->text(), {m_isExpression->isChecked(), m_isCaseSensitive->isChecked()});
    Q_EMIT patternChanged(pattern ? std::optional(*pattern) : std::nullopt);
    m_count->setText(pattern || m_text->text().isEmpty() ? QString() : pattern.error().text);
    if (!pattern || !m_lines)
        return;
    m_hasPattern = true;
    //: a search runs
    m_count->setText(tr("searching\u2026"));
    const WorkWatch watch = m_work.begin();
    QCoro::connect(inBackground([lines = m_lines, pattern = *pattern, watch] {
                       return findLines(*lines, pattern, watch);
                   }),
                   this, [this, turn = m_work.turn()](const FoundLines &found) {
                       if (turn == m_work.turn())
                           takeFound(found.lines, found.isCutShort);
                   });
}

void FindBar::takeFound(const QList<qint64> &lines, bool isCutShort)
{
    m_work.end();
    m_found = lines;
    m_isCutShort = isCutShort;
    if (!m_found.isEmpty()) {
        m_at = 0;
        Q_EMIT lineFound(m_found.first());
    }
    showCount();
}

void FindBar::next(int direction)
{
    if (m_pause.isActive())
        return restart();
    if (m_found.isEmpty())
        return;
    m_at = (m_at + direction + m_found.size()) % m_found.size();
    Q_EMIT lineFound(m_found.at(m_at));
    showCount();
}

void FindBar::showCount()
{
    const QLocale locale;
    if (!m_hasPattern)
        m_count->setText({});
    else if (m_found.isEmpty())
        //: search: nothing was found
        m_count->setText(tr("not found"));
    else
        //: search: %1 is the number of the line that is shown, %2 how many were found, %3 "+" when there are
        //: more
        m_count->setText(tr("%1 of %2%3 lines")
                             .arg(locale.toString(m_at + 1), locale.toString(m_found.size()),
                                  m_isCutShort ? u"+"_s : QString()));
}

QString FindBar::countText() const
{
    return m_count->text();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace muster::console
