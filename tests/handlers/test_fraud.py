"""Somebody tells of a fraud: what comes first, and what comes with it."""

from handlers import dialogue
from knowledge.answering.fraud import Fraud, fraud_help


async def test_the_help_comes_before_the_warning_when_a_secret_was_typed_too(talk):
    lan = talk()

    help_, warning = await lan.say("tôi lỡ đọc mã otp 482913 cho nó rồi, làm sao đây")

    assert help_.text == fraud_help(Fraud(True)).text
    assert warning.text == dialogue.secret_warning(["code"])
    assert [ref for _, ref in lan.conversation.menu] == help_.refs


async def test_at_first_contact_the_help_comes_before_the_welcome(talk):
    lan = talk(welcomed=False)

    help_, welcome = await lan.say("tôi bị lừa chuyển tiền")

    assert help_.text == fraud_help(Fraud(True)).text
    assert welcome.text.startswith("Dạ, em chào bác. Em là máy trả lời tự động")
    assert [ref for _, ref in lan.conversation.menu] == help_.refs
    assert lan.conversation.welcomed


async def test_a_story_longer_than_a_question_may_be_gets_the_help(talk):
    story = "Bữa đó tui đang phơi lúa ngoài sân thì nghe chuông. " * 30 + "Nó xưng công an, tui chuyển tiền cho nó rồi."

    help_, too_long = await talk().say(story)

    assert len(story) > 1000
    assert "dài quá 1.000 ký tự" in too_long.text
    assert help_.text == fraud_help(Fraud(True)).text


async def test_the_label_of_a_button_of_the_help_opens_its_part_of_the_guide(talk):
    lan = talk()
    (help_,) = await lan.say("có người gọi xưng công an đòi mã OTP")

    (opened,) = await lan.say(help_.labels[1])

    assert opened.text == f"Trả lời cho {help_.refs[1]}"
